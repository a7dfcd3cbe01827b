import { toFhir as organizationToFhir } from '../src/capabilities/organisations/organization/fhir.ts'
import { makeIdCard } from '../src/fhir/china/id-card.ts'
import type { Actor } from '../src/kernel/grammar/operation.ts'
import { type Call, type House, type Outcome, perform } from '../src/kernel/perform/perform.ts'
import type { RecordStore } from '../src/record/record.ts'
import { ensureCodes } from '../src/server/codes.ts'
import { openHouse } from '../src/server/house.ts'
import { testDb } from './postgres.ts'

export const county = 141099
/** Two institutions of one county, with their institution codes. */
export const institutions = { 'qy-a': 'QY000002X', 'qy-b': 'QY0000038' } as const
export const hypertension = [{ system: 'icd10', code: 'I10.x00', name: '特发性(原发性)高血压' }]

/** The root of the county's tree, as the organisations' desk makes it. */
export const countyRoot = {
  id: 'qy',
  code: 'QY',
  name: '清源县',
  level: 'county' as const,
  state: 'active' as const,
  from: '2020-01-01',
  successors: [],
}

/** Somebody with every verb at an institution. */
export const actorAt = (organization: string, verbs: readonly string[] = ['*']): Actor => ({
  login: `doctor-${organization}`,
  name: '测试',
  practitioner: 'qy-p001',
  organization,
  roles: [],
  verbs,
})
export const [a, b] = [actorAt('qy-a'), actorAt('qy-b')]

/** A county with two institutions and the house's code tables, in whatever record; derived ids are the same in every test. Idempotent. */
export async function smallCounty(record: RecordStore): Promise<void> {
  await record.db.query(`insert into county (county_id, name, salt) values ($1, '清源县', 'test') on conflict do nothing`, [county])
  await record.addCounty({ id: county, name: '清源县', nameEn: 'Qingyuan' })
  await ensureCodes(record, county)
  if ((await record.organizations(county)).length) return
  const documents = Object.entries(institutions).flatMap(([id, code]) =>
    organizationToFhir({
      id,
      code,
      state: 'active',
      name: `${id} 卫生院`,
      nameEn: id,
      level: 'institution',
      from: '2020-01-01',
      successors: [],
    }),
  )
  const audit = { at: new Date().toISOString(), actor: 'system', organization: '', action: 'test.seed', detail: {} }
  const writes = documents.map((d) => ({ type: d.resourceType, id: d.id!, before: 'new' as const, doc: JSON.stringify(d) }))
  await record.write({ county, origin: 'import', audit, documents: writes })
}

type Short = Partial<Pick<Call, 'id' | 'version' | 'opId' | 'actor'>>
export type TestHouse = House & {
  url: string
  /** `visit.open` and its input; by default at the first institution. */
  do(verb: string, input: unknown, more?: Short): Promise<Outcome>
  /** Registers a resident and answers the person. */
  person(n?: number, name?: string): Promise<string>
  close(): Promise<void>
}

const doing =
  (house: House) =>
  (what: string, input: unknown, { actor = a, ...more }: Short = {}) => {
    const [kind, verb] = what.split('.') as [string, string]
    return perform(house, { county, kind, verb, input, actor, ...more })
  }

/** A house with a small county on a database of its own. */
export async function testHouse(clock: () => Date = () => new Date()): Promise<TestHouse> {
  const { url, db, close } = await testDb({ max: 1 })
  await db.close()
  const house = await openHouse(url, clock)
  await smallCounty(house.record)
  const act = doing(house)
  return {
    ...house,
    url,
    do: act,
    person: async (n, name = '单晓梅') => {
      const { id } = await act('resident.register', { name, ...(n === undefined ? {} : { idCard: makeIdCard('141099', '1956-03-08', n) }) })
      const [row] = await house.record.db.query<{ person_id: string }>(
        'select person_id from person where county_id = $1 and patient_id = $2',
        [county, id],
      )
      return row!.person_id
    },
    close: async () => {
      await house.record.close()
      await close()
    },
  }
}
