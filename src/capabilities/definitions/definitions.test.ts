import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emergencyShare } from '../../../test/definition.ts'
import { actorAt, county, type TestHouse, testHouse } from '../../../test/house.ts'
import { Refusal } from '../../kernel/grammar/refusal.ts'
import { library as numbersLibrary } from '../../kernel/perform/library.ts'
import { numbers } from '../../kernel/perform/numbers.ts'
import { history } from '../../record/read.ts'
import { capabilities } from '../index.ts'
import { compileDefinition } from './compile.ts'
import { definitionType, fromFhir } from './fhir.ts'
import { definitionsOver } from './index.ts'
import { libraryOf } from './library.ts'

const clock = () => new Date('2026-03-04T02:00:00Z')
let house: TestHouse
beforeAll(async () => {
  house = await testHouse(clock)
})
afterAll(() => house.close())

const by = { actor: actorAt('qy-a', ['definition.*']) }
const content = emergencyShare
const refusalOf = async (doing: Promise<unknown>) => {
  const thrown = await doing.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(Refusal)
  return thrown as Refusal
}
const inForce = async (code: string) => (await numbersLibrary(house, county)).indicators.get(code)

describe('a local indicator', () => {
  it('is written, activated, counted; written anew without touching what is in force; activated again; retired', async () => {
    const { id, version } = await house.do('definition.draft', { ...content, code: 'local-emergency' }, by)
    expect([id, version]).toEqual(['local-emergency', 1])
    expect(await inForce(id)).toBeUndefined()

    await house.do('definition.activate', {}, { ...by, id })
    expect(await inForce(id)).toMatchObject({ theme: 'local', numerator: 'local-emergency-visit-rows.a', denominator: 'visits.count' })

    const edited = await house.do('definition.edit', { ...content, denominator: 'visits.count@primary', reason: '只看基层' }, { ...by, id })
    expect(edited).toMatchObject({ state: 'active', case: { version: 1 } })
    expect(await inForce(id)).toMatchObject({ denominator: 'visits.count' })

    const again = await house.do('definition.activate', {}, { ...by, id })
    expect(again).toMatchObject({ state: 'active', case: { version: 2, activatedBy: '测试' } })
    expect(again.case).not.toHaveProperty('draft')
    expect(await inForce(id)).toMatchObject({ denominator: 'visits.count@primary' })

    await house.do('definition.retire', { reason: '改用省指标' }, { ...by, id })
    expect(await inForce(id)).toBeUndefined()
  })

  it('keeps every version it ever had', async () => {
    const versions = await history(house.record.db, county, [{ type: definitionType, id: 'local-emergency' }])
    const read = versions.map(({ version, doc }) => [version, fromFhir([JSON.parse(doc!)])] as const).sort(([a], [b]) => a - b)
    expect(read.map(([, { version, active, draft }]) => [version, active?.denominator, draft?.denominator])).toEqual([
      [0, undefined, 'visits.count'],
      [1, 'visits.count', undefined],
      [1, 'visits.count', 'visits.count@primary'],
      [2, 'visits.count@primary', undefined],
      [2, 'visits.count@primary', undefined],
    ])
  })

  it('counts what its condition finds, at once after a write', async () => {
    await house.do('definition.draft', { ...content, code: 'local-share' }, by)
    await house.do('definition.activate', {}, { ...by, id: 'local-share' })
    const share = async () => {
      const indicator = (await inForce('local-share'))!
      const asked = { from: '2026-03', to: '2026-03', grain: 'month', unit: 'county' } as const
      return (await numbers(house, county, indicator, asked)).map(({ numerator, denominator, value }) => [numerator, denominator, value])
    }
    expect(await share()).toEqual([])
    const person = await house.person(1)
    await house.do('visit.open', { person, class: 'EMER' })
    expect(await share()).toEqual([[1, 1, 100]])
    await house.do('visit.open', { person: await house.person(2), class: 'AMB' })
    expect(await share()).toEqual([[1, 2, 50]])
  })
})

describe('is refused with the place', () => {
  it('when its code is taken, also by a retired one', async () => {
    const refusal = await refusalOf(house.do('definition.draft', { ...content, code: 'local-emergency' }, by))
    expect(refusal).toMatchObject({ kind: 'conflict', fields: [{ path: 'code' }] })
  })

  it('when it does not compile', async () => {
    const wrong = { ...content, code: 'local-w', numerator: 'local.b', parts: [{ ...content.parts[0]!, where: "class == 'x'" }] }
    const refusal = await refusalOf(house.do('definition.draft', wrong, by))
    expect(refusal.kind).toBe('invalid')
    expect(refusal.fields.map(({ path, text }) => [path, text[1]])).toEqual([
      ['parts.0.where', expect.stringMatching(/character 8/)],
      ['numerator', expect.stringMatching(/No part|no part/i)],
    ])
  })

  it('when its code looks like one of the house, or nothing new is there to activate', async () => {
    expect(await refusalOf(house.do('definition.draft', { ...content, code: 'visits' }, by))).toMatchObject({
      kind: 'invalid',
      fields: [{ path: 'code' }],
    })
    expect(await refusalOf(house.do('definition.activate', {}, { ...by, id: 'local-share' }))).toMatchObject({ kind: 'conflict' })
  })

  it('to those whose post does not include it', async () => {
    const nurse = actorAt('qy-a', ['visit.*', 'indicators.read'])
    const refusal = await refusalOf(house.do('definition.draft', { ...content, code: 'local-n' }, { actor: nurse }))
    expect(refusal.kind).toBe('forbidden')
  })
})

it('the operations know every number of the house that the page and the preview know', () => {
  const own = capabilities.find(({ name }) => name === 'definitions')!
  const draft = own.workflows[0]!.operations['draft']!
  const decide = draft.decide as unknown as (input: unknown, needs: object, moment: object) => unknown
  const moment = { now: clock().toISOString(), actor: by.actor, newId: () => 'x' }
  for (const group of libraryOf(capabilities).groups)
    for (const part of group.parts) {
      const input = { ...content, parts: [], code: 'local-k', numerator: `${group.name}.${part.name}`, denominator: undefined }
      expect([group.name, part.name, decide(input, {}, moment)]).toEqual([
        group.name,
        part.name,
        expect.objectContaining({ case: expect.anything() }),
      ])
    }
})

it('one whose column an upgrade took away leaves all others as they are', () => {
  const { local } = definitionsOver({ views: [], groups: [] })
  expect('problems' in compileDefinition('local-x', content, { views: [], groups: [] })).toBe(true)
  const document = {
    id: 'local-x',
    state: 'active',
    organization: 'qy-a',
    active: content,
    version: 1,
    editedAt: clock().toISOString(),
    editedBy: 'x',
  }
  expect(local.numbers({ resourceType: definitionType, ...document })).toEqual({ measures: [], indicators: [] })
})
