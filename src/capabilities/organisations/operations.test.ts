import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCounty } from '../../../county/demo/index.ts'
import { testDb } from '../../../test/postgres.ts'
import { seedCounty } from '../../cli/seed.ts'
import { makeIdCard } from '../../fhir/china/id-card.ts'
import type { Actor } from '../../kernel/grammar/operation.ts'
import type { Refusal } from '../../kernel/grammar/refusal.ts'
import { deliver } from '../../kernel/perform/events.ts'
import { type House, perform } from '../../kernel/perform/perform.ts'
import { registryOf } from '../../kernel/perform/registry.ts'
import { openRecord } from '../../record/record.ts'
import { organisations } from './index.ts'
import type { Organization } from './organization/shape.ts'
import type { Practitioner } from './practitioner/shape.ts'
import type { Team } from './team/shape.ts'

const county = 141099
const now = new Date('2026-03-04T02:00:00Z')
const verbs = ['*']
const group: Actor = { login: 'admin', name: '张斌国', organization: 'qy-jt', roles: ['administrator'], verbs }
const township: Actor = { login: 'township-head', name: '院长', organization: 'qy-lq-wsy', roles: ['director'], verbs }
let house: House
let closeDb: () => Promise<void>

beforeAll(async () => {
  const { url, db, close } = await testDb()
  await db.close()
  closeDb = close
  const record = await openRecord(
    url,
    organisations.views.map((v) => v.definition),
  )
  await seedCounty(record, demoCounty('141099'), now)
  house = { record, registry: registryOf([organisations]), clock: () => now }
})
afterAll(async () => {
  await house.record.close()
  await closeDb()
})

type Input = Record<string, unknown>
const call = async <S>(actor: Actor, verb: string, id: string | undefined, input: Input) => {
  const [kind, name] = verb.split('.') as [string, string]
  const outcome = await perform(house, { county, kind, verb: name, ...(id ? { id } : {}), input, actor })
  return outcome as typeof outcome & { case: S }
}
/** The kind of a refusal and the field it names. */
const refused = (actor: Actor, verb: string, id: string | undefined, input: Input) =>
  call(actor, verb, id, input).then(
    () => 'done',
    (error: Refusal) => [error.kind, ...error.fields.map((f) => f.path)].join(' '),
  )

describe.each(organisations.workflows.flatMap((w) => w.stories.map((story) => [`${w.kind.name}: ${story.name}`, w, story] as const)))(
  'story %s',
  (_, { kind }, story) => {
    it('plays', async () => {
      let first = ''
      for (const step of story.steps({
        person: '',
        stranger: '',
        organization: 'qy-bm-wsy',
        practitioner: 'qy-p148',
        now: now.toISOString(),
      })) {
        const id = step.id === '$' ? first : step.id
        if (step.expect === 'refused') expect(await refused(group, `${kind.name}.${step.verb}`, id, step.input as Input)).not.toBe('done')
        else {
          const done = await call(group, `${kind.name}.${step.verb}`, id, step.input as Input)
          first ||= done.id
        }
      }
    })
  },
)

describe('the tree', () => {
  const clinic = { code: 'N1', name: '新村卫生室', level: 'institution', type: 'D600', parent: 'qy-lq-wsy', from: '2025-01-01' }

  it.each([
    ['a parent that is not there', { parent: 'nowhere' }, 'invalid parent'],
    ['no parent', { parent: undefined }, 'invalid parent'],
    ['a parent on its own level', { parent: 'qy-lq-c01' }, 'invalid parent'],
    ['a closed parent', { parent: 'qy-hg-wsy' }, 'invalid parent'],
    ['a department below a group', { level: 'department', type: undefined, parent: 'qy-jt' }, 'invalid parent'],
    ['a hospital below a health centre', { type: 'A100' }, 'invalid parent'],
    ['a type that WS 218 does not know', { type: 'Z999' }, 'invalid type'],
    ['a beginning before its parent', { from: '2019-12-31' }, 'invalid from'],
    ['a village of another township', { township: '141099100', village: '141099101200' }, 'invalid village'],
    ['a code in use', { code: 'QY0000038' }, 'conflict'],
  ])('refuses %s', async (_, change, expected) => {
    expect(await refused(group, 'organization.create', undefined, { ...clinic, ...change })).toBe(expected)
  })

  it('is kept by the county; an institution keeps only its own', async () => {
    expect(await refused(township, 'organization.create', undefined, { ...clinic, parent: 'qy-bm-wsy' })).toBe('forbidden')
    expect(await refused(township, 'organization.close', 'qy-bm-wsy', { to: '2025-01-01', reason: '越权' })).toBe('forbidden')
    expect(await refused(township, 'organization.closeWith', 'qy-lq-wsy-qk', {})).toBe('forbidden')
    expect(await refused(township, 'organization.create', undefined, { ...clinic, code: 'N2' })).toBe('done')
  })

  it('never closes a circle, however nodes are moved', async () => {
    const amend = (id: string, input: Input) => refused(group, 'organization.amend', id, { ...input, reason: '移动' })
    expect(await amend('qy-lq-wsy', { parent: 'qy-lq-wsy' })).toBe('invalid parent')
    expect(await amend('qy-lq-wsy', { parent: 'qy-lq-c01' })).toBe('invalid parent')
    expect(await amend('qy-lq-c01', { type: 'C220' })).toBe('invalid parent')
    expect(await amend('qy-lq-wsy', { type: 'D600', parent: 'qy-lq-c01' })).toBe('invalid parent')
    expect(await amend('qy-jt', { parent: 'qy-rmyy' })).toBe('invalid parent')
  })

  it('merges: departments end with their institution, its clinics go to the successor, and the code stays taken', async () => {
    const merge = { to: '2026-02-28', reason: '并入' }
    const close = (input: Input) => refused(group, 'organization.close', 'qy-hs-wsy', { ...merge, ...input })
    expect(await close({ successors: ['qy-hs-wsy'] })).toBe('invalid successors.0')
    expect(await close({ successors: ['qy-bm-wsy', 'qy-hg-wsy'] })).toBe('invalid successors.1')
    expect(await close({ successors: ['nobody'] })).toBe('invalid successors.0')
    expect(await close({ to: '2019-01-01' })).toBe('invalid to')
    expect(await close({ to: '2026-03-05' })).toBe('invalid to')
    expect(await close({ successors: ['qy-bm-wsy'] })).toBe('done')
    while (await deliver(house));
    const nodes = new Map((await house.record.organizations(county)).map((n) => [n.id, n]))
    expect(nodes.get('qy-hs-wsy')).toMatchObject({ to: '2026-02-28', successors: ['qy-bm-wsy'] })
    expect(nodes.get('qy-hs-wsy-qk')).toMatchObject({ to: '2026-02-28', parent: 'qy-hs-wsy' })
    expect(nodes.get('qy-hs-c01')).toMatchObject({ to: '9999-12-31', parent: 'qy-bm-wsy' })
    const code = nodes.get('qy-hs-wsy')!.code!
    expect(await refused(group, 'organization.create', undefined, { ...clinic, code })).toBe('conflict')
    expect(await refused(group, 'organization.close', 'qy-hs-wsy', merge)).toBe('conflict')
    const again = await call<Organization>(group, 'organization.reopen', 'qy-hs-wsy', { reason: '合并取消' })
    expect(again.case).toMatchObject({ state: 'active', successors: [] })
    expect(again.case.to).toBeUndefined()
  })
})

describe('people', () => {
  const idCard = makeIdCard('141097', '1988-05-06', 77)
  const post = { organization: 'qy-lq-wsy', department: 'qy-lq-wsy-qk', role: 'township-doctor', from: '2024-01-01' }
  const register = (actor: Actor, input: Input) =>
    refused(actor, 'practitioner.register', undefined, { name: '杜仲', idCard, post, ...input })

  it('are registered once, with an ID number that fits, in a department of the place', async () => {
    expect(await register(township, { idCard: idCard.replace(/.$/, (c) => (c === 'X' ? '1' : 'X')) })).toBe('invalid idCard')
    expect(await register(township, { birthDate: '1988-05-07' })).toBe('invalid birthDate')
    expect(await register(township, { post: { ...post, department: 'qy-bm-wsy-qk' } })).toBe('invalid post.department')
    expect(await register(township, { post: { ...post, organization: 'qy-hg-wsy', department: undefined } })).toBe('forbidden')
    expect(await register(group, { post: { ...post, organization: 'qy-hg-wsy', department: undefined } })).toBe('invalid post.organization')
    expect(await register(township, {})).toBe('done')
    expect(await register(township, {})).toBe('invalid idCard')
    expect(await register(township, { idCard: demoCounty('141099').practitioners[0]!.idCard })).toBe('invalid idCard')
  })

  it('hold several posts, each ended on its own or all by leaving', async () => {
    const { id } = await call(group, 'practitioner.register', undefined, { name: '白术', post })
    const assign = (actor: Actor, change: Input) => refused(actor, 'practitioner.assign', id, { ...post, ...change })
    expect(await assign(group, { from: '2025-01-01' })).toBe('invalid from')
    expect(await assign(township, { organization: 'qy-bm-wsy', department: undefined })).toBe('forbidden')
    expect(await assign(group, { organization: 'qy-bm-wsy', department: 'qy-bm-wsy-qk', from: '2025-01-01' })).toBe('done')
    expect(await refused(township, 'practitioner.endPost', id, { post: 2, to: '2025-12-31' })).toBe('forbidden')
    expect(await refused(group, 'practitioner.endPost', id, { post: 3, to: '2025-12-31' })).toBe('invalid post')
    expect(await refused(group, 'practitioner.endPost', id, { post: 2, to: '2025-12-31' })).toBe('done')
    expect(await refused(group, 'practitioner.endPost', id, { post: 2, to: '2025-12-31' })).toBe('invalid post')
    const left = await call<Practitioner>(township, 'practitioner.leave', id, { on: '2026-01-31', reason: '退休' })
    expect(left.case).toMatchObject({ state: 'left', leftOn: '2026-01-31' })
    expect(left.case.posts.map((p) => p.to)).toEqual(['2026-01-31', '2025-12-31'])
    const [row] = await house.record.db.query('select state, role, until from flat_post where id = $1', [`${id}-post2`])
    expect(row).toEqual({ state: 'ended', role: 'township-doctor', until: '2025-12-31' })
  })
})

describe('teams', () => {
  const village = { code: '141099100001', name: '东关社区' }
  const create = (change: Input) =>
    refused(group, 'team.create', undefined, {
      name: '新团队',
      organization: 'qy-lq-wsy',
      leader: 'qy-p105',
      members: ['qy-p105', 'qy-p106'],
      villages: [],
      from: '2025-01-01',
      ...change,
    })

  it('are led by a member, at a health centre, and serve villages nobody else serves', async () => {
    expect(await create({ leader: 'qy-p107' })).toBe('invalid leader')
    expect(await create({ members: ['qy-p105', 'nobody'] })).toBe('invalid members.1')
    expect(await create({ members: ['qy-p105', 'qy-p105'] })).toBe('invalid members')
    expect(await create({ organization: 'qy-rmyy' })).toBe('invalid organization')
    expect(await create({ villages: [village] })).toBe('invalid villages.0.code')
    expect(await create({ villages: [{ code: '110101001001', name: '别处' }] })).toBe('invalid villages.0.code')
    expect(await create({})).toBe('done')
  })

  it('hand a village over: one lets it go, the other takes it', async () => {
    const team = (id: string) =>
      house.record.db.query<{ doc: string }>(`select doc from resource where type = 'CareTeam' and id = $1`, [id])
    const take = (id: string) => refused(group, 'team.amend', id, { villages: [village], reason: '调整片区' })
    expect(await take('qy-qh-team2')).toBe('invalid villages.0.code')
    const given = await call<Team>(group, 'team.amend', 'qy-qh-team1', { villages: [], reason: '调整片区' })
    expect(given.case.members.length).toBe(9)
    expect(await take('qy-qh-team2')).toBe('done')
    expect((await team('qy-qh-team2'))[0]!.doc).toContain(village.code)
    const [row] = await house.record.db.query('select leader, villages, village_names, members from flat_team where id = $1', [
      'qy-qh-team2',
    ])
    expect(row).toEqual({ leader: 'qy-p064', villages: 1, village_names: '东关社区', members: 9 })
    expect(await refused(group, 'team.dissolve', 'qy-qh-team2', { to: '2026-03-01', reason: '撤销' })).toBe('done')
    expect(await take('qy-qh-team1')).toBe('done')
  })
})

describe('rosters', () => {
  const shifts = [
    { code: 'day', name: '白班', from: '08:00', to: '18:00' },
    { code: 'late', name: '小夜', from: '16:00', to: '00:00' },
    { code: 'night', name: '夜班', from: '18:00', to: '08:00' },
  ]
  const at = (day: number, shift: string, practitioner = 'qy-p105') => ({ day, shift, practitioner })
  const draft = (change: Input) =>
    refused(township, 'roster.draft', undefined, { department: 'qy-lq-wsy-gwk', week: '2026-03-09', shifts, entries: [], ...change })

  it('refuse a person in two places at once, across midnight and across weeks', async () => {
    expect(await draft({ entries: [at(1, 'day'), at(1, 'late')] })).toBe('invalid entries')
    expect(await draft({ entries: [at(1, 'night'), at(2, 'day')] })).toBe('done')
    const plan = (entries: unknown[]) => refused(township, 'roster.plan', 'qy-lq-wsy-gwk-2026-03-09', { entries })
    expect(await plan([at(1, 'night'), at(1, 'late')])).toBe('invalid entries')
    expect(await plan([at(1, 'night'), at(1, 'late', 'qy-p106'), at(7, 'night')])).toBe('done')
    const early = [{ code: 'dawn', name: '早班', from: '06:00', to: '12:00' }]
    expect(await draft({ week: '2026-03-16', shifts: early, entries: [at(1, 'dawn')] })).toBe('invalid entries')
    expect(await draft({ week: '2026-03-16', shifts: early, entries: [at(1, 'dawn', 'qy-p106')] })).toBe('done')
  })

  it('are one a department and week, of Mondays, of people at work, kept by the institution', async () => {
    expect(await draft({})).toBe('conflict week')
    expect(await draft({ week: '2026-03-24' })).toBe('invalid week')
    expect(await draft({ week: '2026-03-23', entries: [at(1, 'day', 'nobody')] })).toBe('invalid entries.0.practitioner')
    expect(await draft({ week: '2026-03-23', entries: [at(1, 'noon')] })).toBe('invalid entries.0.shift')
    expect(await draft({ week: '2026-03-23', department: 'qy-bm-wsy-qk' })).toBe('forbidden')
    expect(await draft({ week: '2026-03-23', shifts: [shifts[0], shifts[0]] })).toBe('invalid shifts.1.code')
  })

  it('answer who is on duty now, drafts aside', async () => {
    const onDuty = (when: string) =>
      house.record.db.query<{ practitioner: string }>(
        `select practitioner from flat_duty where department like 'qy-lq-wsy-%' and at <= $1 and until > $1 order by 1`,
        [when],
      )
    expect(await onDuty('2026-03-04T15:00:00Z')).toEqual([{ practitioner: 'qy-p106' }])
    expect(await onDuty('2026-03-09T15:00:00Z')).toEqual([])
    await call(township, 'roster.publish', 'qy-lq-wsy-gwk-2026-03-09', {})
    expect(await onDuty('2026-03-09T15:00:00Z')).toEqual([{ practitioner: 'qy-p105' }, { practitioner: 'qy-p106' }])
  })
})
