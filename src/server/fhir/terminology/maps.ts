/** Concept maps from the county's tables to those of FHIR and HL7 v3. `wider`: the target says less than the source. */
import { type MapTable, valueSetUrl } from '../../../fhir/conformance/publish.ts'
import { maritalSystem } from '../../../patterns/patient/fhir.ts'

const term = (name: string) => `http://terminology.hl7.org/CodeSystem/${name}`
const gender = 'http://hl7.org/fhir/administrative-gender'
const oid = (number: string) => `urn:oid:2.16.156.10011.2.3.${number}`
type Row = MapTable['rows'][number]
const map = (id: string, of: string, system: string, title: string, rows: readonly Row[]): MapTable => ({
  id,
  title,
  from: '2026',
  source: '县域通代码对照',
  sourceSystem: system,
  sourceSet: valueSetUrl(of),
  rows,
})
const to = (system: string, targets: Readonly<Record<string, string>>, wider: readonly string[] = []): Row[] =>
  Object.entries(targets).map(([code, target]) => [code, system, target, wider.includes(code) ? 'wider' : 'equivalent'])

export const conceptMaps: readonly MapTable[] = [
  map(
    'sex-to-fhir',
    'sex',
    oid('3.4'),
    '性别代码 → FHIR administrative-gender',
    to(gender, { '0': 'unknown', '1': 'male', '2': 'female', '9': 'unknown' }, ['9']),
  ),
  map('marital-to-v3', 'marital-status', maritalSystem, '婚姻状况代码 → v3 MaritalStatus', [
    ...to(term('v3-MaritalStatus'), { '10': 'S', '20': 'M', '21': 'M', '22': 'M', '23': 'M', '30': 'W', '40': 'D' }, ['21', '22', '23']),
    ...to(term('v3-NullFlavor'), { '90': 'UNK' }, ['90']),
  ]),
  map('relation-to-v3', 'family-relation', oid('3.8'), '家庭关系代码 → v3 RoleCode', [
    ...to(
      term('v3-RoleCode'),
      { '0': 'ONESELF', '1': 'SPS', '2': 'SONC', '3': 'DAUC', '4': 'GRNDCHILD', '5': 'PRN', '6': 'GRPRN', '7': 'SIB', '8': 'FAMMEMB' },
      ['8'],
    ),
  ]),
  map(
    'admission-route-to-fhir',
    'admission-route',
    oid('1.270'),
    '入院途径代码 → FHIR admit-source',
    to(term('admit-source'), { '1': 'emd', '2': 'outp', '3': 'hosp-trans', '9': 'other' }),
  ),
  map(
    'departure-to-fhir',
    'departure',
    'urn:countywide:departure',
    '离院方式代码 → FHIR discharge-disposition',
    to(term('discharge-disposition'), { '1': 'home', '2': 'other-hcf', '3': 'other-hcf', '4': 'aadvice', '5': 'exp', '9': 'oth' }, [
      '1',
      '2',
      '3',
    ]),
  ),
]
