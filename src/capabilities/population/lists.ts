import { divisionSystem } from '../../fhir/china/divisions.ts'
import type { List } from '../../kernel/grammar/view.ts'
import { familyRelations, maritalStatuses, nationalities } from '../../patterns/codes/value-sets.ts'
import { insurances } from '../../patterns/patient/codes.ts'
import { texts } from './texts.ts'

const sexes = { male: texts.male, female: texts.female }
const yesNo = { true: texts.yes, false: texts.no }
export const places = {
  '1': texts.inInstitution,
  '2': texts.onTheWay,
  '3': texts.atHome,
  '4': texts.careHome,
  '9': texts.otherPlace,
} as const
/** The name of the row's township or village in the county's table of divisions, else its code. */
const nameOf = (column: 'township' | 'village') =>
  `coalesce((select c.name from code_dim c where c.county_id = f.county_id and c.system = '${divisionSystem}' and c.code = f.${column} order by c.valid_from desc limit 1), f.${column}, '')`
/** When the person died, whoever reported it: from the dated dimension of residents. */
const died = `(select max(d.died) from person p join resident_dim d on d.county_id = p.county_id and d.person_id = p.person_id
  where p.county_id = f.county_id and p.patient_id = f.patient_id and p.valid_to = 'infinity')`

/** What the dead person's name row tells. */
const ofPerson = (what: string) =>
  `(select ${what} from person_name p where p.county_id = f.county_id and p.patient_id = f.patient_id and p.reading = 0)`

export const residentList = {
  name: 'residents',
  text: texts.register,
  view: 'resident',
  sort: { column: 'at', descending: true },
  opens: (id: string) => `/residents?patient=${encodeURIComponent(id)}`,
  columns: [
    { name: 'person_name', text: texts.person, kind: 'person', width: 110 },
    { name: 'sex', text: texts.sex, kind: 'code', codes: sexes, width: 70 },
    { name: 'at', text: texts.birthDate, kind: 'date', width: 110 },
    { name: 'township_name', text: texts.township, kind: 'text', sql: nameOf('township'), width: 110 },
    { name: 'village_name', text: texts.village, kind: 'text', sql: nameOf('village'), width: 120 },
    { name: 'household', text: texts.household, kind: 'text', width: 180, whole: true },
    { name: 'relation', text: texts.relation, kind: 'code', codes: familyRelations, width: 110 },
    { name: 'resident', text: texts.livesHere, kind: 'code', codes: yesNo, sql: 'f.resident::text', width: 70 },
    { name: 'registered', text: texts.registered, kind: 'code', codes: yesNo, sql: 'f.registered::text', width: 70 },
    { name: 'insurance', text: texts.insurance, kind: 'code', codes: insurances, width: 100 },
    { name: 'nation', text: texts.nation, kind: 'code', codes: nationalities, width: 80 },
    { name: 'marital', text: texts.marital, kind: 'code', codes: maritalStatuses, width: 80 },
    { name: 'moved_in', text: texts.movedIn, kind: 'date', width: 110 },
    { name: 'moved_out', text: texts.movedOut, kind: 'date', width: 110 },
    { name: 'died', text: texts.died, kind: 'date', sql: died, width: 110 },
    { name: 'org_name', text: texts.registrar, kind: 'organization', width: 180 },
  ],
} as const satisfies List

export const populationList = {
  name: 'population',
  text: texts.population,
  view: 'population',
  sort: { column: 'at', descending: true },
  columns: [
    { name: 'at', text: texts.asOf, kind: 'date', width: 110 },
    { name: 'township', text: texts.township, kind: 'text', hidden: true },
    { name: 'township_name', text: texts.township, kind: 'text', sql: nameOf('township'), width: 120 },
    { name: 'age', text: texts.ageGroup, kind: 'number', width: 80 },
    { name: 'sex', text: texts.sex, kind: 'code', codes: sexes, width: 80 },
    {
      name: 'kind',
      text: texts.kind,
      kind: 'code',
      codes: { resident: texts.residents, registered: texts.registeredPopulation },
      width: 110,
    },
    { name: 'persons', text: texts.persons, kind: 'number', width: 90 },
  ],
} as const satisfies List

export const deathList = {
  name: 'deaths',
  text: texts.deaths,
  view: 'death',
  sort: { column: 'at', descending: true },
  columns: [
    { name: 'at', text: texts.diedAt, kind: 'instant', width: 150 },
    { name: 'person_name', text: texts.person, kind: 'person', width: 110 },
    { name: 'sex', text: texts.sex, kind: 'code', codes: sexes, sql: ofPerson('p.sex'), width: 70 },
    { name: 'age', text: texts.age, kind: 'number', sql: ofPerson('extract(year from age(f.day, p.birth))::int'), width: 70 },
    { name: 'cause_name', text: texts.underlying, kind: 'text', sql: "coalesce(f.cause_name, f.cause, '')", width: 220 },
    { name: 'cause', text: texts.underlyingCode, kind: 'text', width: 100 },
    { name: 'immediate', text: texts.immediate, kind: 'text', width: 110 },
    { name: 'place', text: texts.place, kind: 'code', codes: places, width: 130 },
    { name: 'township_name', text: texts.township, kind: 'text', sql: nameOf('township'), width: 110 },
    { name: 'org_name', text: texts.reporter, kind: 'organization', width: 180 },
    { name: 'number', text: texts.card, kind: 'text', width: 170 },
  ],
} as const satisfies List

export const lists: readonly List[] = [residentList, populationList, deathList]
