import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorAt, county, countyRoot, type TestHouse, testHouse } from '../../../test/house.ts'
import type { Refusal } from '../../kernel/grammar/refusal.ts'
import { perform } from '../../kernel/perform/perform.ts'
import { rootOf } from '../../server/access/accounts.ts'
import { prepareCounty } from '../../server/county.ts'
import { toFhir } from '../organisations/organization/fhir.ts'
import type { Plan, Statement, Task } from './shape.ts'
import { storyTemplate } from './stories.ts'

const now = new Date('2026-06-02T02:00:00Z')
const file = { checksum: 'c'.repeat(64), name: '通知.pdf', bytes: 900 }
const chief = { ...actorAt('qy'), name: '单晓梅' }
const other = { ...actorAt('qy'), name: '解放' }
const hospital = actorAt('qy-h')
let house: TestHouse
let codes = 0
beforeAll(async () => {
  house = await testHouse(() => now)
  const at = (id: string, type: string) => ({
    ...countyRoot,
    id,
    code: id.toUpperCase(),
    name: `${id} 医院`,
    level: 'institution' as const,
    type,
    parent: 'qy',
  })
  const documents = [countyRoot, at('qy-h', 'A100'), at('qy-t', 'A210')]
    .flatMap(toFhir)
    .map((d) => ({ type: d.resourceType, id: d.id!, before: 'new' as const, doc: JSON.stringify(d) }))
  const audit = { at: now.toISOString(), actor: 'system', organization: '', action: 'test.seed', detail: {} }
  await house.record.write({ county, origin: 'import', audit, documents })
})
afterAll(() => house.close())

const fresh = (more: object = {}) => ({ ...storyTemplate, code: `plan-${++codes}`, ...more })
const adopt = async (template: object, more: object = {}) =>
  (await house.do('plan.adopt', { template, units: { hospital: 'qy-h' }, ...more }, { actor: chief })).case as Plan
const refused = async (what: string, input: unknown, more: Parameters<TestHouse['do']>[2] = {}) => {
  const error = await house.do(what, input, { actor: chief, ...more }).catch((e: unknown) => e)
  const { kind, text, fields } = error as Refusal
  return { kind, zh: text?.[0], paths: fields?.map(({ path }) => path) }
}
const tasksOf = (plan: string) =>
  house.record.db.query<{ id: string; code: string; occurrence: string | null; due: string; units: string; number: string }>(
    'select id, code, occurrence, due::text, units, number from flat_task where county_id = $1 and plan = $2 order by due, code',
    [county, plan],
  )

describe('a plan', () => {
  it('is adopted with its tasks, once at a time; closed, its template is adopted anew under the next number', async () => {
    const template = fresh()
    const { id, choices, name } = await adopt(template)
    expect([id, choices, name]).toEqual([`${template.code}-1`, [], '示例方案'])
    expect(await tasksOf(id)).toMatchObject([
      { code: 'rules', due: '2026-03-31', units: 'qy-h', number: '一' },
      { code: 'report', occurrence: '2026', due: '2026-11-30' },
      { code: 'report', occurrence: '2027', due: '2027-11-30' },
    ])
    expect(await refused('plan.adopt', { template })).toMatchObject({ kind: 'conflict' })
    await house.do('plan.close', { reason: '并入新方案' }, { id, actor: chief })
    expect((await adopt(template)).id).toBe(`${template.code}-2`)
    expect(await refused('plan.amend', { reason: '晚了', choices: [{ code: 'centre', value: 0 }] }, { id })).toMatchObject({
      kind: 'conflict',
    })
  })

  it('says in its choices which days hold under dates of its own, and moves its tasks', async () => {
    const targets = [{ ...storyTemplate.targets[1], deadline: '2026-11-30', milestones: [{ day: '2026-06-30', value: 1 }] }]
    const tasks = [{ ...storyTemplate.tasks[0], to: '2026-03-31' }]
    const { id, choices } = await adopt(fresh({ targets, tasks }), { from: '2027-03-15', to: '2027-12-31' })
    expect(choices).toEqual([{ code: 'centre', deadline: '2027-11-30', milestones: [{ day: '2027-06-30', value: 1 }] }])
    expect(await tasksOf(id)).toMatchObject([{ due: '2027-03-31' }])
  })

  it('is refused with the place: a wrong template, dates in the wrong order, unknown names, too many tasks', async () => {
    const targets = [{ ...storyTemplate.targets[0], measure: { indicator: 'nothing', grain: 'year' } }]
    expect(await refused('plan.adopt', { template: fresh({ targets }) })).toMatchObject({ paths: ['template.targets.0.measure.indicator'] })
    expect(await refused('plan.adopt', { template: fresh(), from: '2027-01-01', to: '2026-01-01' })).toMatchObject({ paths: ['from'] })
    const choices = [
      { code: 'none' },
      { code: 'centre', value: 2, from: '2026-06-01', deadline: '2026-05-01' },
      { code: 'visits', value: 3, responsible: 'nobody', deadline: '2030-01-01' },
      {
        code: 'standard',
        milestones: [
          { day: '2026-03-01', value: 1 },
          { day: '2026-03-01', value: 1 },
          { day: '2029-01-01', value: 1 },
        ],
      },
      { code: 'standard' },
    ]
    expect((await refused('plan.adopt', { template: fresh(), choices, units: { hospital: 'nobody', court: 'qy-h' } })).paths).toEqual([
      'units.hospital',
      'units.court',
      'choices.0.code',
      'choices.1.deadline',
      'choices.1.value',
      'choices.2.deadline',
      'choices.2.value',
      'choices.2.responsible',
      'choices.3.milestones.1.day',
      'choices.3.milestones.2.day',
      'choices.4.code',
    ])
    const tasks = Array.from({ length: 9 }, (_, i) => ({ ...storyTemplate.tasks[0], code: `t${i}`, every: 'month', to: '2027-12-31' }))
    expect((await refused('plan.adopt', { template: fresh({ tasks }) })).zh).toMatch(/216 项任务，最多 199 项/)
  })

  it('keeps what a target was when it is amended, and who is open to the public', async () => {
    const { id } = await adopt(fresh(), { choices: [{ code: 'centre', deadline: '2026-10-31' }] })
    await house.do('plan.publish', { targets: ['centre'] }, { id, actor: chief })
    const again = { reason: '不变', choices: [{ code: 'centre', deadline: '2026-10-31' }] }
    expect(await refused('plan.amend', again, { id })).toMatchObject({ kind: 'conflict', zh: '没有任何变动' })
    const { case: amended } = await house.do(
      'plan.amend',
      { reason: '推迟', choices: [{ code: 'centre', deadline: '2027-03-31' }] },
      { id, actor: other },
    )
    expect(amended).toMatchObject({
      choices: [{ code: 'centre', deadline: '2027-03-31', open: true }],
      amendments: [{ by: '解放', reason: '推迟', target: 'centre', was: { deadline: '2026-10-31', open: true }, at: now.toISOString() }],
    })
    const { case: closed } = await house.do('plan.publish', { targets: [] }, { id, actor: chief })
    expect((closed as Plan).choices).toEqual([{ code: 'centre', deadline: '2027-03-31' }])
    await house.do('plan.amend', { reason: '不再列入', choices: [{ code: 'centre', left: '由省里负责' }] }, { id, actor: chief })
    expect(await refused('plan.publish', { targets: ['centre'] }, { id })).toMatchObject({ paths: ['targets.0'] })
    expect((await refused('statement.state', { plan: id, target: 'centre', unit: 'county', day: '2026-06-01', value: 1 })).zh).toMatch(
      /由省里负责/,
    )
  })
})

describe('a statement', () => {
  let plan: string
  beforeAll(async () => {
    plan = (await adopt(fresh())).id
  })
  const state = (more: object) => ({ plan, target: 'centre', unit: 'county', day: '2026-06-01', value: 1, ...more })

  it('of a target, unit and day is one: a second person reads who stated what, until it is withdrawn', async () => {
    const { id, case: made } = await house.do('statement.state', state({ evidence: [file] }), { actor: chief })
    expect(made).toMatchObject({ until: '2027-05-31', unitName: '全县', statedBy: '单晓梅' })
    const second = await refused('statement.state', state({ value: 0 }), { actor: other })
    expect(second).toMatchObject({ kind: 'conflict', zh: '单晓梅已于 2026-06-02 填报：2026-06-01 的数值为 是；要改，请先撤回那一条' })
    await house.do('statement.withdraw', { reason: '错了' }, { id, actor: other })
    expect((await house.do('statement.state', state({ value: 0 }), { actor: other })).state).toBe('stated')
  })

  it('stated by two people at the same moment is taken once', async () => {
    const both = [chief, other].map((actor) => house.do('statement.state', state({ day: '2026-05-01' }), { actor }))
    const answers = await Promise.allSettled(both)
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [lost] = answers.flatMap((a) => (a.status === 'rejected' ? [a.reason as Refusal] : []))
    expect(lost!.text[0]).toMatch(/已于 2026-06-02 填报/)
  })

  it('loses its standing with its last file, and regains it with another', async () => {
    const { id } = await house.do('statement.state', state({ day: '2026-04-01', evidence: [file] }), { actor: chief })
    const valid = async () => {
      const [row] = await house.record.db.query<{ valid: boolean; files: number }>(
        'select valid, files from flat_statement where county_id = $1 and id = $2',
        [county, id],
      )
      return row
    }
    expect(await valid()).toEqual({ valid: true, files: 1 })
    const gone = { checksum: file.checksum, reason: '作废' }
    const { case: without } = await house.do('statement.withdrawEvidence', gone, { id, actor: other })
    expect((without as Statement).evidence).toMatchObject([{ withdrawn: { by: '解放', reason: '作废' } }])
    expect(await valid()).toEqual({ valid: false, files: 0 })
    expect(await refused('statement.withdrawEvidence', gone, { id })).toMatchObject({ kind: 'conflict' })
    await house.do('statement.attach', { evidence: [file] }, { id, actor: chief })
    expect(await valid()).toEqual({ valid: true, files: 1 })
    expect(await refused('statement.attach', { evidence: [file] }, { id })).toMatchObject({ kind: 'conflict' })
  })

  it('is refused where the target is counted, the value is no yes or no, the unit does not state it, or the day is to come', async () => {
    expect(await refused('statement.state', state({ target: 'visits' }))).toMatchObject({ paths: ['target'] })
    expect(await refused('statement.state', state({ value: 2, day: '2026-03-01' }))).toMatchObject({ paths: ['value'] })
    expect(await refused('statement.state', state({ unit: 'qy-h' }))).toMatchObject({ paths: ['unit'] })
    expect(await refused('statement.state', state({ target: 'standard', unit: 'qy-t' }))).toMatchObject({ paths: ['unit'] })
    expect(await refused('statement.state', state({ target: 'standard', unit: 'county' }))).toMatchObject({ paths: ['unit'] })
    expect(await refused('statement.state', state({ day: '2026-06-03' }))).toMatchObject({ paths: ['day'] })
    expect(await refused('statement.state', state({ target: 'none' }))).toMatchObject({ paths: ['target'] })
    expect(await refused('statement.state', state({ plan: 'none' }))).toMatchObject({ paths: ['plan'] })
  })

  it('is made by an institution for itself only', async () => {
    const own = state({ target: 'standard', unit: 'qy-h' })
    expect(await refused('statement.state', own, { actor: actorAt('qy-t') })).toMatchObject({ kind: 'forbidden' })
    const { id } = await house.do('statement.state', own, { actor: hospital })
    expect(await refused('statement.withdraw', { reason: '不归我' }, { id, actor: actorAt('qy-t') })).toMatchObject({ kind: 'forbidden' })
    expect(await refused('statement.state', state({ day: '2026-02-02' }), { actor: hospital })).toMatchObject({ kind: 'forbidden' })
  })
})

it('a task is reported on and finished by its own units or whoever is above; another institution may not', async () => {
  const { id: plan } = await adopt(fresh())
  const id = (await tasksOf(plan))[0]!.id
  expect(await refused('task.report', { text: '与我无关' }, { id, actor: actorAt('qy-t') })).toMatchObject({ kind: 'forbidden' })
  await house.do('task.report', { text: '起草中', percent: 30, evidence: [file] }, { id, actor: hospital })
  const { case: done } = await house.do('task.finish', { text: '已印发' }, { id, actor: chief })
  expect(done as Task).toMatchObject({
    doneBy: '单晓梅',
    notes: [
      { percent: 30, evidence: [file] },
      { percent: 100, organization: 'qy' },
    ],
  })
  const { case: open } = await house.do('task.reopen', { reason: '需修订' }, { id, actor: hospital })
  expect(open).not.toHaveProperty('doneAt')
  const own = { plan, clause: 'one', text: '购置设备', due: '2026-09-30', units: ['qy-t'] }
  expect(await refused('task.add', own, { actor: hospital })).toMatchObject({ kind: 'forbidden' })
  expect(await refused('task.add', { ...own, clause: 'none', from: '2026-10-01' })).toMatchObject({ paths: ['clause', 'due'] })
  expect((await house.do('task.add', own, { actor: actorAt('qy-t') })).case).toMatchObject({
    from: '2026-06-02',
    number: '一',
    textEn: '购置设备',
  })
})

it('a prefecture states of each of its counties, and of no other place', async () => {
  const prefecture = 141000
  await prepareCounty(house.record, { id: prefecture, name: '岚川市', nameEn: 'Lanchuan' }, now)
  const planner = actorAt(rootOf(prefecture))
  const act = (what: string, input: unknown) => {
    const [kind, verb] = what.split('.') as [string, string]
    return perform(house, { county: prefecture, kind, verb, input, actor: planner })
  }
  const targets = [{ ...storyTemplate.targets[2], measure: { stated: 'yes', of: 'counties', tell: 'count' }, scope: 'prefecture' }]
  const { id: plan } = await act('plan.adopt', { template: fresh({ targets, level: 'prefecture' }) })
  const said = { plan, target: 'standard', day: '2026-06-01', value: 1 }
  const { case: made } = await act('statement.state', { ...said, unit: String(county) })
  expect(made).toMatchObject({ unitName: '清源县', unit: '141099' })
  for (const unit of ['141000', '140000', 'county'])
    await expect(act('statement.state', { ...said, unit })).rejects.toThrow(/does not state/)
})
