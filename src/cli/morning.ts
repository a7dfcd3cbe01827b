import type { Actor } from '../kernel/grammar/operation.ts'
import { type House, perform } from '../kernel/perform/perform.ts'
import { localDay } from '../record/local-day.ts'
import { defaultRoles } from '../server/access/roles.ts'
import type { CountyLogin } from './liven.ts'

const hypertension = [{ system: 'icd10', code: 'I10.x00x002', name: '高血压' }]
const seen = [
  {
    complaint: '头晕3天',
    vitalSigns: { temperature: 36.5, pulse: 76, systolic: 152, diastolic: 94 },
    diagnoses: hypertension,
    advice: '规律服药，低盐饮食，两周后复诊',
  },
  { complaint: '复查血压，取药', vitalSigns: { temperature: 36.4, pulse: 70, systolic: 138, diastolic: 86 }, diagnoses: hypertension },
]
export const actorOf = ({ login, name, organization, roles }: CountyLogin): Actor => ({
  login,
  name,
  organization,
  roles,
  verbs: roles.flatMap((role) => (role in defaultRoles ? defaultRoles[role as keyof typeof defaultRoles].verbs : [])),
})

/** A queue at the township desk this morning: some seen, one in the room, some waiting. Performed once a day by the demo's own people through the same corridor. */
export async function morning(house: House, logins: readonly CountyLogin[]): Promise<void> {
  const doctor = logins.find(({ login }) => login.endsWith('township'))
  if (!doctor) return
  const { county } = doctor
  const actor = actorOf(doctor)
  const today = localDay(house.clock().toISOString())
  const people = await house.record.db.query<{ person: string }>(
    `select p.person_id as person from flat_visit f join dictionary d on d.county_id = f.county_id and d.kind = 'organization' and d.key = f.org_key
     join person p on p.county_id = f.county_id and p.patient_id = f.patient_id and p.valid_to = 'infinity'
     where f.county_id = $1 and d.value = $2 and f.diagnosis = 'I10.x00x002' group by p.person_id order by max(f.at) desc, p.person_id limit 6`,
    [county, actor.organization],
  )
  for (const [i, { person }] of people.entries()) {
    const act = (verb: string, input: unknown, id?: string) =>
      perform(house, { county, kind: 'visit', verb, input, actor, ...(id ? { id } : {}), opId: `demo:${today}:${i}:${verb}` })
    const { id } = await act(i < 3 ? 'receive' : 'open', { person })
    if (i < 2) await act('close', seen[i], id)
    if (i === 2) await act('record', { complaint: '咳嗽、咳痰2天', vitalSigns: { temperature: 37.6, pulse: 88 } }, id)
  }
}
