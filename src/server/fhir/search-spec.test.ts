import { afterAll, beforeAll, expect, it } from 'vitest'
import { type SearchDoor, searchDoor, UCUM } from '../../../test/search-world.ts'

/** http://hl7.org/fhir/R4/search.html, section by section: right answers first. */

let at: SearchDoor
beforeAll(async () => {
  at = await searchDoor()
})
afterAll(() => at.close())

const answers = (table: Record<string, string>) => async () => {
  const wrong: Record<string, unknown> = {}
  for (const [url, right] of Object.entries(table)) {
    const found = await at.idsOf(url).catch((error: Error) => [error.message.split('\n')[0]])
    const sorted = url.includes('_sort') ? found : found.sort()
    if (sorted.join(' ') !== right) wrong[url] = sorted.join(' ')
  }
  expect(wrong).toEqual({})
}

it(
  'tokens',
  answers({
    'Patient?gender=male': 'zeng',
    'Patient?gender:not=male': 'ouyang shan sima uyghur',
    'Patient?gender:not=male,female': 'ouyang sima uyghur',
    'Patient?gender:missing=true': 'ouyang sima uyghur',
    'Patient?active=true': 'zeng',
    'Patient?active=http://hl7.org/fhir/special-values|false': 'shan',
    'Patient?deceased=true': 'shan',
    'Patient?identifier=urn:mr|': 'shan zeng',
    'Patient?identifier=|bare': 'shan',
    'Patient?identifier=|S1': '',
    'Patient?identifier=urn:mr|a\\,b\\|c\\$d\\\\e': 'zeng',
    'Patient?identifier=a\\,b\\|c\\$d\\\\e,S1': 'shan zeng',
    'Patient?identifier:of-type=urn:t|MR|a\\,b\\|c\\$d\\\\e': 'zeng',
    'Patient?identifier:of-type=urn:t|XX|S1': '',
    'Patient?identifier:text=病案': 'zeng',
    'Patient?telecom=13800000000': 'zeng',
    'Patient?phone=13800000000': 'zeng',
    'Patient?email=13800000000': '',
    'Patient?email=z@x.cn': 'zeng',
    'Patient?language=zh&language=en': 'shan',
    'Patient?language=zh&language=fr': '',
    'Observation?code:text=glucose': 'glu',
    'Observation?code:text=blood,weight': 'bp weight',
    'Condition?code:text=高血': 'c1',
    'Condition?code:missing=false': 'c1 c2',
    'Patient?_tag=urn:tag|a': 'zeng',
    'Patient?_tag=a': 'zeng',
    'Patient?_tag:not=urn:tag|a': 'ouyang shan sima uyghur',
    'Patient?_profile=http://x/profile/p': 'zeng',
    'Patient?_profile:below=http://x/profile': 'zeng',
    'Patient?_profile:above=http://x/profile/p/more': 'zeng',
    'Patient?_source=urn:his:7': 'zeng',
    'Patient?_id=zeng,shan,none': 'shan zeng',
    'Patient?_id=zeng&_id=shan': '',
    'Patient?_id:not=zeng': 'ouyang shan sima uyghur',
    'DocumentReference?contenttype=text/xml': '',
    'DocumentReference?contenttype:below=text/xml': 'doc',
    'DocumentReference?contenttype:below=text': 'doc',
    'DocumentReference?contenttype:below=application': 'pdf',
  }),
)

it(
  'strings and names',
  answers({
    'Patient?name=曾': 'zeng',
    'Patient?name=zenggu': 'zeng',
    'Patient?name=zgq': 'zeng',
    'Patient?name=cgq': 'zeng',
    'Patient?name=shantianfang': 'shan',
    'Patient?name=dantian': 'shan',
    'Patient?name=ouyang': 'ouyang',
    'Patient?name=oymy': 'ouyang',
    'Patient?name=欧阳明月': 'ouyang',
    'Patient?name=simaxiangru': 'sima',
    'Patient?name=司马相如': 'sima',
    'Patient?name=smxr': 'sima',
    'Practitioner?name=xiexi': 'd1',
    'Patient?name=anna': 'shan',
    'Patient?name=ＡＮＮＡ smid': 'shan',
    'Patient?name=smid': '',
    'Patient?name:contains=SMID': 'shan',
    'Patient?name:contains=阳明': 'ouyang',
    'Patient?name:exact=Ａnna Šmíd': 'shan',
    'Patient?name:exact=Anna Smid': '',
    'Patient?name:exact=曾国': '',
    'Patient?name=曾,zoe': 'ouyang zeng',
    'Patient?name=z&name=o': 'ouyang',
    'Patient?family=司': 'sima',
    'Patient?name=阿不都热合曼': 'uyghur',
    'Patient?name=阿不都・热': 'uyghur',
    'Patient?name=abd': 'uyghur',
    'Organization?name=st marys': 'hospital',
    'Organization?name:exact=***': 'hospital',
    'Organization?name=县人民': 'hospital',
    'Patient?phonetic=zeng': 'zeng',
  }),
)

it(
  'dates',
  answers({
    'Patient?birthdate=1980-05-01': 'zeng',
    'Patient?birthdate=1980': 'zeng',
    'Patient?birthdate=1990-05-01': '',
    'Patient?birthdate=ne1980': 'ouyang shan',
    'Patient?birthdate=gt1990-06-01': 'shan',
    'Patient?birthdate=lt1990-06-01': 'ouyang shan zeng',
    'Patient?birthdate=sa1980': 'shan',
    'Patient?birthdate=eb1980-05-01': 'ouyang',
    'Patient?birthdate:missing=true': 'sima uyghur',
    'Patient?birthdate=ap1980-05-01': 'zeng',
    'Observation?date=2026-03-02': 'bp',
    'Observation?date=2026-03-01': '',
    'Observation?date=2026-03-01T16:30:00Z': 'bp',
    'Observation?date=2026-03-02T00:30:00+08:00': 'bp',
    'Observation?date=2026-03-02T00:30': 'bp',
    'Observation?date=eb2026-02-11': 'glu weight',
    'Observation?date=lt2000': 'glu',
    'Observation?date=le2026-02-10': 'glu weight',
    'Observation?date=2026-01': 'weight',
    'Observation?date=ge2026-01-10&date=le2026-01-12': 'glu weight',
    'Observation?date=2026-04-01': 'of-group',
    'Observation?date=sa2026-03-31': 'of-group',
    'Encounter?date=2026-03-01': '',
    'Encounter?date=ge2026-03-02': 'stay visit',
    'Encounter?date=le2026-03-01': 'stay visit',
    'Encounter?date=gt2026-03-02': 'stay',
    'Encounter?date=lt2026-03-01': 'stay',
    'Encounter?date=sa2026-01-31': 'stay visit',
    'Encounter?date=eb2026-03-03': 'visit',
    'Encounter?date=ap2026-03-02': 'stay visit',
    'Condition?onset-date=gt2030': 'c1',
    'Condition?onset-date=lt2020': '',
    'Condition?recorded-date=2026-03-02': 'c1',
    'Patient?death-date=2025': 'shan',
    'Patient?_lastUpdated=ge2027-03-02T02:00:00Z&_lastUpdated=lt2027-03-03': 'ouyang shan sima uyghur zeng',
    'Patient?_lastUpdated=lt2027-03-02': '',
  }),
)

it(
  'numbers and quantities',
  answers({
    [`Observation?value-quantity=5.4|${UCUM}|mmol/L`]: 'glu',
    [`Observation?value-quantity=5400|${UCUM}|umol/L`]: 'glu',
    'Observation?value-quantity=5.4||mmol/L': 'glu',
    'Observation?value-quantity=5.4': 'glu',
    'Observation?value-quantity=5': 'glu',
    'Observation?value-quantity=5.5': '',
    'Observation?value-quantity=61.2': '',
    'Observation?value-quantity=61.3': 'weight',
    'Observation?value-quantity=ge61.25&value-quantity=le61.25': 'weight',
    [`Observation?value-quantity=61250|${UCUM}|g`]: 'weight',
    [`Observation?value-quantity=gt60|${UCUM}|kg`]: 'weight',
    [`Observation?value-quantity=ap60|${UCUM}|kg`]: 'weight',
    'Observation?value-quantity=ne5.4': 'weight',
    [`Observation?value-quantity=lt1|${UCUM}|kg`]: '',
    [`Observation?combo-value-quantity=gt15|${UCUM}|kPa`]: 'bp',
    'RiskAssessment?probability=1e2': 'r97',
    'RiskAssessment?probability=1.0e2': 'r97',
    'RiskAssessment?probability=100': '',
    'RiskAssessment?probability=gt1e2': 'r110',
    'RiskAssessment?probability=ap100': 'r110 r97',
    [`Encounter?length=1|${UCUM}|h`]: 'visit',
    [`Condition?onset-age=gt39|${UCUM}|a`]: 'c2',
  }),
)

it(
  'composites',
  answers({
    'Observation?component-code-value-quantity=http://loinc.org|8480-6$gt100': 'bp',
    'Observation?component-code-value-quantity=http://loinc.org|8480-6$80': '',
    'Observation?component-code-value-quantity=8480-6$80,8462-4$80': 'bp',
    [`Observation?code-value-quantity=2339-0$5.4|${UCUM}|mmol/L`]: 'glu',
    [`DiagnosticReport?result.code-value-quantity=http://loinc.org|2339-0$gt5|${UCUM}|mmol/L`]: 'dr',
  }),
)

it(
  'references and hierarchies',
  answers({
    'Observation?subject=Patient/zeng': 'bp glu',
    'Observation?subject=zeng': 'bp glu',
    'Observation?subject:Patient=zeng': 'bp glu',
    'Observation?patient=http://localhost:80/fhir/Patient/zeng': 'bp glu',
    'Observation?subject=g': 'of-group',
    'Observation?patient:missing=true': 'of-group',
    'Patient?general-practitioner=Organization/hospital': 'zeng',
    'QuestionnaireResponse?questionnaire=http://x/q': 'qr qr2',
    'QuestionnaireResponse?questionnaire=http://x/q|1.0': 'qr',
    'QuestionnaireResponse?questionnaire:below=http://x/q': 'qr qr2',
    'QuestionnaireResponse?questionnaire:below=http://x/q|1': 'qr',
    'Organization?partof=county': 'hospital',
    'Organization?partof:below=county': 'hospital ward',
    'Organization?partof:below=Organization/hospital': 'ward',
    'Organization?partof:above=ward': 'hospital ward',
    'Patient?organization:below=county': 'shan zeng',
    'Patient?organization:below=other': 'ouyang',
    'Patient?organization:above=ward': 'shan zeng',
    'Encounter?location:below=site': 'stay visit',
    'Encounter?location:below=floor': 'visit',
    'Encounter?location:above=room': 'stay visit',
    'Observation?patient.organization:below=county&code=2339-0': 'glu',
    'Location?near=39.9|116.4|5|km': 'site',
  }),
)

it(
  'chains and _has',
  answers({
    'Observation?subject.name=曾': 'bp glu',
    'Observation?subject:Patient.name=zgq': 'bp glu',
    'Observation?patient.organization.name=内科': 'bp glu',
    'Observation?patient.birthdate=ge1985': 'weight',
    'Observation?subject:Patient.identifier=urn:mr|S1': 'weight',
    'Patient?general-practitioner.name=xie': 'zeng',
    'Patient?general-practitioner.name=县人': 'zeng',
    'Patient?_has:Observation:patient:code=2339-0': 'zeng',
    'Patient?_has:Observation:patient:code=only-group': '',
    'Patient?_has:Observation:subject:code=only-group': '',
    'Patient?_has:Observation:performer:code=only-group': 'ouyang',
    'Patient?_has:Observation:patient:code=2339-0,29463-7': 'shan zeng',
    'Patient?_has:Observation:patient:code=2339-0&_has:Observation:patient:code=29463-7': '',
    'Patient?_has:Observation:patient:_has:Provenance:target:agent=d1': 'zeng',
    'Patient?_has:Encounter:patient:location.name=301': 'zeng',
    'Patient?_has:Group:member:actual=true': 'shan',
    'Observation?patient._has:Encounter:patient:status=in-progress': 'weight',
    'Observation?_has:Provenance:target:recorded=2026-03-02': 'bp',
    'Patient?_list=l': 'shan',
    'Patient?_list=l&gender=male': '',
    'Medication?code=A10BA02': '',
  }),
)

it(
  'uris, text and everything',
  answers({
    'Questionnaire?url=http://x/q': 'q',
    'Questionnaire?url=http://x/q|1.0': 'q',
    'Questionnaire?url=http://x/q|2.0': '',
    'Questionnaire?url:below=http://x': 'q',
    'Questionnaire?url:above=http://x/q/r': 'q',
    'Condition?_content=糖尿': 'c2',
    '?_type=Observation,Condition&patient=zeng': 'bp c1 glu',
    '?_type=Observation,Condition&patient.name=单': 'c2 weight',
    '?_type=Observation,Encounter&_has:Provenance:target:agent=d1': 'bp',
    '?_type=Patient,Practitioner&name=z': 'ouyang zeng',
    '?_type=Patient&name=z': 'ouyang zeng',
    '?_id=bp,zeng': 'bp zeng',
    '?_list=l': 'bp shan',
    'Patient/zeng/Observation': 'bp glu',
    'Patient/zeng/Observation?code=2339-0': 'glu',
    'Patient/zeng/Patient': 'sima zeng',
    'Patient/zeng/Organization': '',
    'Encounter/visit/Observation': 'bp',
    'Practitioner/d1/Provenance': 'prov',
  }),
)

it(
  'orders',
  answers({
    'Patient?_sort=birthdate': 'ouyang zeng shan sima uyghur',
    'Patient?_sort=-birthdate': 'shan zeng ouyang uyghur sima',
    'Patient?_sort=gender,-birthdate': 'shan zeng ouyang sima uyghur',
    'Patient?_sort=-gender&_sort=birthdate': 'zeng shan ouyang sima uyghur',
    'Observation?_sort=category&_count=10': 'glu weight bp of-group',
    'Observation?_sort=-category': 'glu weight bp of-group',
    'Observation?_sort=-_id': 'weight of-group glu bp',
  }),
)
