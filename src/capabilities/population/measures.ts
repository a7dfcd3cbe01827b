import type { MeasureGroup, Part } from '../../kernel/grammar/measure.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { texts } from './texts.ts'

/** First ages of the five-year groups of premature mortality. */
export const working = [30, 35, 40, 45, 50, 55, 60, 65] as const
/** The four chronic diseases: circulation, cancer, chronic respiratory disease, diabetes (WHO; 2024版监测指标第14项). */
export const fourDiseases = {
  circulatory: "f.cause >= 'I' and f.cause < 'J'",
  cancer: "f.cause >= 'C' and f.cause < 'C98'",
  respiratory: "f.cause >= 'J30' and f.cause < 'J99'",
  diabetes: "f.cause >= 'E10' and f.cause < 'E15'",
} as const

/** Words of the parts that residents and the count of the population have in common. */
const groupTexts = {
  count: texts.residents,
  children: texts.children,
  adults: texts.adults,
  sixty: texts.older,
  elderly: texts.eldest,
}
const bandText = (age: number): Text => [`${age}–${age + 4} 岁常住人口`, `Residents of ${age}–${age + 4}`]
const known = 'f.township is not null'
const born = 'greatest(f.day, f.birth)'
const years = (n: number) => `(f.birth + interval '${n} years')::date`
/** Residents from one age to the day before another. */
const aged = (text: Text, from: number, to?: number): Part => ({
  text,
  where: known,
  ...(from ? { from: `greatest(f.day, ${years(from)})` } : { from: born }),
  ...(to ? { until: `least(f.until, f.died + 1, ${years(to)})` } : {}),
})

/** Who lives in the county by the register of residents: from birth or moving in to death or moving out. Whose township nobody knows does not count. */
const residents: MeasureGroup = {
  name: 'residents',
  kind: 'stock',
  view: 'resident_dim',
  list: 'residents',
  nowhere: true,
  residence: 'f.township',
  until: 'least(f.until, f.died + 1)',
  parts: {
    count: aged(groupTexts.count, 0),
    children: aged(groupTexts.children, 0, 15),
    adults: aged(groupTexts.adults, 18),
    sixty: aged(groupTexts.sixty, 60),
    elderly: aged(groupTexts.elderly, 65),
    ...Object.fromEntries(working.map((age) => [`a${age}`, aged(bandText(age), age, age + 5)])),
  },
}

const counted = ([zh, en]: Text): Text => [`${zh}（人口统计）`, `${en} (count)`]
const heads = (text: Text, where: string): Part => ({ text: counted(text), where: `f.kind = 'resident' and ${where}`, add: 'f.persons' })
/** Residents by the last count of the population, township by township. */
const population: MeasureGroup = {
  name: 'population',
  kind: 'stock',
  view: 'population',
  list: 'population',
  nowhere: true,
  residence: 'f.township',
  join: `left join (select county_id, township, day, lead(day) over (partition by county_id, township order by day) as next
      from (select distinct county_id, township, day from flat_population) c) n
    on n.county_id = f.county_id and n.township = f.township and n.day = f.day`,
  until: 'n.next',
  parts: {
    count: heads(groupTexts.count, 'true'),
    registered: { text: texts.registeredPopulation, where: "f.kind = 'registered'", add: 'f.persons' },
    children: heads(groupTexts.children, 'f.age < 15'),
    // two of the five years from 15 to 19 are adult
    adults: {
      text: counted(groupTexts.adults),
      where: "f.kind = 'resident' and f.age >= 15",
      add: 'case when f.age = 15 then round(f.persons * 0.4)::int else f.persons end',
    },
    sixty: heads(groupTexts.sixty, 'f.age >= 60'),
    elderly: heads(groupTexts.elderly, 'f.age >= 65'),
    ...Object.fromEntries(working.map((age) => [`a${age}`, heads(bandText(age), `f.age = ${age}`)])),
  },
}

/** Born to live here, by the register: whoever moved in after birth was not born here. One person in several registers counts once. */
const births: MeasureGroup = {
  name: 'births',
  kind: 'distinct',
  view: 'resident',
  list: 'residents',
  residence: 'f.township',
  parts: {
    count: {
      text: texts.births,
      where:
        "f.day >= date '2015-01-01' and f.resident is not false and f.township is not null and (f.moved_in is null or f.moved_in <= f.day)",
    },
  },
}

const four = `(${Object.values(fourDiseases).join(' or ')})`
const died = (from: number, to: number) => `b.birth <= f.day - interval '${from} years' and b.birth > f.day - interval '${to} years'`
const causes = { four: four, ...fourDiseases }
type Cause = keyof typeof causes
const causeText = (cause: Cause) => texts[cause === 'four' ? 'fourDiseases' : cause]
/** Deaths of a cause at an age: by five-year groups, and from 30 to 69. */
const early = (Object.keys(causes) as Cause[]).flatMap((cause): [string, Part][] => {
  const [zh, en] = causeText(cause)
  const at = (name: number | 'early', from: number, to: number): [string, Part] => [
    `${cause}-${name}`,
    { text: [`${from}–${to - 1} 岁死亡：${zh}`, `Deaths at ${from}–${to - 1}: ${en}`], where: `${causes[cause]} and ${died(from, to)}` },
  ]
  return [at('early', 30, 70), ...working.map((age) => at(age, age, age + 5))]
})
const ofCause = (Object.keys(causes) as Cause[]).map((cause): [string, Part] => {
  const [zh, en] = causeText(cause)
  return [cause, { text: [`死亡：${zh}`, `Deaths: ${en}`], where: causes[cause] }]
})
/** Deaths at the institution that wrote the card; by residence where the card says he lived, else where the register does. Who lived beyond the county counts in no township. */
const deaths: MeasureGroup = {
  name: 'deaths',
  view: 'death',
  list: 'deaths',
  residence: `(select case when x.township like f.county_id::text || '%' then x.township end from (select coalesce(f.township, (
      select r.township from person q join resident_dim r on r.county_id = q.county_id and r.person_id = q.person_id and f.day between r.valid_from and r.valid_to
      where q.county_id = f.county_id and q.patient_id = f.patient_id and q.valid_to = 'infinity')) as township) x)`,
  join: 'left join person_name b on b.county_id = f.county_id and b.patient_id = f.patient_id and b.reading = 0',
  dims: { disease: 'left(f.cause, 3)' },
  parts: {
    count: { text: texts.deathCount },
    infants: { text: texts.infantDeaths, where: "f.day < b.birth + interval '1 year'" },
    'under-five': { text: texts.underFive, where: "f.day < b.birth + interval '5 years'" },
    'in-hospital': { text: texts.inInstitution, where: "f.place = '1'" },
    'on-the-way': { text: texts.onTheWay, where: "f.place = '2'" },
    'at-home': { text: texts.atHome, where: "f.place = '3'" },
    placed: { text: texts.placed, where: 'f.place is not null' },
    ...Object.fromEntries([...ofCause, ...early]),
  },
}

export const measures: readonly MeasureGroup[] = [residents, population, births, deaths]
