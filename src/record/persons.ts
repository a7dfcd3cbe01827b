import { grams } from '../fhir/china/pinyin.ts'
import type { Db } from './db.ts'

export type PersonRow = {
  person: string
  patients: string[]
  name: string
  sex: string | null
  birthDate: string | null
  idCard: string | null
  phone: string | null
}

/** The person whose patient this is now, or whose own id it is; undefined where nobody is. */
export async function personOf(db: Db, county: number, id: string): Promise<string | undefined> {
  const [row] = await db.query<{ person: string }>(
    `select person_id as person from person where county_id = $1 and (patient_id = $2 or person_id = $2) and valid_to = 'infinity'
     order by patient_id <> $2 limit 1`,
    [county, id],
  )
  return row?.person
}

/** The first text after every text that begins with `prefix`, in byte order: range bounds serve a prefix where a prepared LIKE would not. */
const after = (prefix: string) => `${prefix}\u{10FFFF}`
/** The parts of a name (one and two characters) under the county's number, so that one index serves many counties without mixing them. */
export const gramsIn = (county: number, name: string): string[] => grams(name).map((part) => `${county}${part}`)

/** One way a text may match, answered by one index of person_name (alias n), in that index's order. */
type Param = (value: unknown) => string
type Match = { where: (param: Param) => string; order?: string }

/** The ways a text may mean a person: the beginning of an ID number or phone (or its last four), of initials or pinyin, of a name, or two characters inside it. */
export function personMatches(county: number, text: string): Match[] {
  const q = text.trim().replace(/[Ａ-Ｚａ-ｚ０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
  if (!q) return []
  const begins = (column: string, prefix: string): Match => ({
    where: (param) => `n.${column} >= ${param(prefix)} and n.${column} < ${param(after(prefix))}`,
    order: `n.${column}`,
  })
  const digits = q.toUpperCase()
  if (/^\d{3}[\dX]$/.test(digits))
    return ['id_number', 'phone'].map((column) => ({ where: (param: Param) => `right(n.${column}, 4) = ${param(digits)}` }))
  if (/^\d{2,17}[\dX]?$/.test(digits)) return [begins('id_number', digits), begins('phone', digits)]
  const letters = q.toLowerCase().replaceAll(' ', '')
  if (/^[a-z]+$/.test(letters)) return [begins('initials', letters), begins('pinyin', letters)]
  const pairs = gramsIn(county, q)
  const whole = (param: Param) => ([...q].length > 2 ? ` and position(${param(q)} in n.name) > 0` : '')
  return [begins('name', q), ...(pairs.length ? [{ where: (param: Param) => `n.grams @> ${param(pairs)}::text[]${whole(param)}` }] : [])]
}

/** Persons a text may mean (see `personMatches`), those it fits most exactly first: a way that fills the page leaves later ways nothing to add. */
export async function findPersons(db: Db, county: number, text: string, limit = 20): Promise<PersonRow[]> {
  const most = Math.min(Math.max(1, limit | 0), 100)
  const matches = personMatches(county, text)
  if (!matches.length) return []
  const first = await askMatches(db, county, matches.slice(0, 1), most)
  return matches.length === 1 || first.length === most ? first : askMatches(db, county, matches, most)
}

function askMatches(db: Db, county: number, matches: readonly Match[], most: number): Promise<PersonRow[]> {
  const values: unknown[] = [county]
  const param = (value: unknown) => `$${values.push(value)}`
  const branches = matches.map(
    ({ where, order }, i) =>
      `(select n.patient_id, ${i} as way, row_number() over () as place from
         (select n.patient_id from person_name n where n.county_id = $1 and n.active and ${where(param)}${order ? ` order by ${order}` : ''} limit ${most * 3}) n)`,
  )
  return db.query<PersonRow>(
    `with hits as materialized (${branches.join(' union all ')}),
          found as (select p.person_id, min(h.way * 1000 + h.place) as rank from hits h join person p on p.county_id = $1 and p.patient_id = h.patient_id and p.valid_to = 'infinity'
                    group by p.person_id order by rank limit ${most})
     select f.person_id as person, array_agg(p.patient_id order by p.patient_id) as patients,
            (array_agg(n.name order by n.patient_id))[1] as name, (array_agg(n.sex order by n.patient_id))[1] as sex, (array_agg(n.birth order by n.patient_id))[1] as "birthDate",
            (array_agg(n.id_number order by n.id_number is null, n.patient_id))[1] as "idCard", (array_agg(n.phone order by n.phone is null, n.patient_id))[1] as phone
     from found f join person p on p.county_id = $1 and p.person_id = f.person_id and p.valid_to = 'infinity'
     join person_name n on n.county_id = $1 and n.patient_id = p.patient_id and n.reading = 0 and n.active
     group by f.person_id, f.rank order by f.rank`,
    values,
  )
}
