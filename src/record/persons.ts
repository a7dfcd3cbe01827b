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

/** The first text after every text that begins with `prefix`, in byte order. */
const after = (prefix: string) => `${prefix}\u{10FFFF}`

/** Which index answers a query: an ID number or phone (or its last four), initials or pinyin, or characters of the name. */
export function searchPlan(text: string): { where: string; values: string[] } | undefined {
  const q = text.trim().replace(/[Ａ-Ｚａ-ｚ０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
  if (!q) return undefined
  const range = (column: string) => `n.${column} >= $2 and n.${column} < $3`
  if (/^\d{3}[\dXx]$/.test(q)) return { where: '(right(n.id_number, 4) = $2 or right(n.phone, 4) = $2)', values: [q.toUpperCase()] }
  if (/^1\d{4,10}$/.test(q) && q.length === 11) return { where: 'n.phone = $2', values: [q] }
  if (/^\d{2,17}[\dXx]?$/.test(q))
    return { where: `((${range('id_number')}) or (${range('phone')}))`, values: [q.toUpperCase(), after(q.toUpperCase())] }
  if (/^[a-z ]+$/i.test(q)) {
    const letters = q.toLowerCase().replaceAll(' ', '')
    return { where: `((${range('initials')}) or (${range('pinyin')}))`, values: [letters, after(letters)] }
  }
  const characters = [...q]
  if (characters.length > 1)
    return { where: `((${range('name')}) or n.grams @> array[$4])`, values: [q, after(q), characters.slice(0, 2).join('')] }
  return { where: range('name'), values: [q, after(q)] }
}

/** Persons whose name, pinyin, initials, ID number or phone begin with the text (ID and phone also by their last four; two characters also inside a name). */
export async function findPersons(db: Db, county: number, text: string, limit = 20): Promise<PersonRow[]> {
  const plan = searchPlan(text)
  if (!plan) return []
  const filter = [...text.trim()].length > 2 && plan.where.includes('grams') ? ` and position($2 in n.name) > 0` : ''
  return db.query<PersonRow>(
    `with hits as materialized (select distinct n.patient_id from (select n.patient_id from person_name n where n.county_id = $1 and ${plan.where}${filter} limit 200) n),
          found as (select distinct p.person_id from hits h join person p on p.county_id = $1 and p.patient_id = h.patient_id and p.valid_to = 'infinity')
     select f.person_id as person, array_agg(p.patient_id order by p.patient_id) as patients,
            (array_agg(n.name order by n.patient_id))[1] as name, (array_agg(n.sex order by n.patient_id))[1] as sex, (array_agg(n.birth order by n.patient_id))[1] as "birthDate",
            (array_agg(n.id_number order by n.id_number is null, n.patient_id))[1] as "idCard", (array_agg(n.phone order by n.phone is null, n.patient_id))[1] as phone
     from found f join person p on p.county_id = $1 and p.person_id = f.person_id and p.valid_to = 'infinity'
     join person_name n on n.county_id = $1 and n.patient_id = p.patient_id and n.reading = 0
     group by f.person_id order by name, "birthDate" limit ${Math.min(Math.max(1, limit | 0), 100)}`,
    [county, ...plan.values],
  )
}
