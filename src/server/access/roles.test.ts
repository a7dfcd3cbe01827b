import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type AnyWorkflow, mayUse } from '../../kernel/grammar/capability.ts'
import { refuse } from '../../kernel/grammar/refusal.ts'
import { renewed } from './role-updates.ts'
import { defaultRoles, widest } from './roles.ts'
import { ChangeRole } from './shapes.ts'
import { verbRows } from './verbs.ts'

const workflow: AnyWorkflow = {
  kind: {
    name: 'box',
    text: ['箱', 'Box'],
    shape: z.object({}),
    states: {},
    documents: (id) => [{ type: 'Task', id }],
    toFhir: () => [],
    fromFhir: (): never => ({}) as never,
  },
  operations: {
    open: { text: ['打开', 'open'], from: 'new', to: 'open', input: z.object({}), decide: () => refuse('invalid', ['否', 'no']) },
  },
  stories: [],
}
describe('roles', () => {
  it('may hold every verb of every case, in words', () => {
    const rows = verbRows([workflow])
    expect(rows.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['box.*', 'box.read', 'box.open', 'audit.read']))
    expect(rows.find(({ verb }) => verb === 'box.open')?.text).toEqual(['箱：打开', 'Box: open'])
    expect(rows.filter(({ verb }) => !ChangeRole.safeParse({ verbs: [verb], sees: 'none' }).success)).toEqual([])
  })

  it('may open lists whose rows are no cases, each permission once', () => {
    const list = (name: string, view: string, verb?: string) =>
      ({ name, text: [name, name], view, columns: [], sort: { column: 'at' }, ...(verb ? { verb } : {}) }) as const
    const rows = verbRows([workflow], [list('deaths', 'death'), list('cards', 'card', 'death.read'), list('boxes', 'box')])
    expect(rows.filter(({ verb }) => /death|box\.read/.test(verb))).toEqual([
      { verb: 'box.read', text: ['箱：查看', 'Box: see'] },
      { verb: 'death.read', text: ['deaths：查看', 'deaths: see'] },
    ])
  })

  it('let nobody but the administrator change accounts, and show persons in full only to those who treat, serve or protect them by name', () => {
    const roles = Object.entries(defaultRoles).map(([role, { verbs, sees }]) => ({
      role,
      sees,
      admin: mayUse({ verbs }, 'accounts', 'change'),
      treats: mayUse({ verbs }, 'visit', 'receive'),
    }))
    expect(roles.filter((r) => r.admin).map((r) => r.role)).toEqual(['administrator'])
    expect(roles.filter((r) => r.sees === 'full' && !r.treats).map((r) => r.role)).toEqual([
      'privacy-officer',
      'technician',
      'pharmacist',
      'public-health',
      'dispatcher',
    ])
  })

  it('start with no permission of the house that has no words', () => {
    const known = new Set(verbRows([]).map(({ verb }) => verb))
    const own = new Set([...known].map((verb) => verb.split('.')[0]))
    const held = Object.values(defaultRoles).flatMap(({ verbs }) => verbs.filter((verb) => own.has(verb.split('.')[0])))
    expect(held.length).toBeGreaterThan(20)
    expect(held.filter((verb) => !known.has(verb))).toEqual([])
  })

  it('after an upgrade keep every verb a county gave, and never get back what it took away', () => {
    const verb = fc.constantFrom('*', 'box.*', 'box.read', 'box.open', 'cup.*', 'cup.read')
    const verbs = fc.uniqueArray(verb)
    const may = (held: readonly string[]) =>
      ['box.read', 'box.open', 'cup.read', 'hat.read'].filter((v) => mayUse({ verbs: held }, ...(v.split('.') as [string, string])))
    fc.assert(
      fc.property(verbs, verbs, verbs, (held, given, now) => {
        const next = renewed(held, given, now)
        fc.pre([...held].sort().join() !== [...given].sort().join())
        const [before, after, was] = [may(held), may(next), may(given)]
        expect(before.filter((v) => !after.includes(v))).toEqual([])
        expect(after.filter((v) => was.includes(v) && !before.includes(v))).toEqual([])
      }),
    )
  })

  it('see with the widest of several sights, and nobody without a role', () => {
    expect([widest([]), widest(['none', 'masked']), widest(['masked', 'full', 'none'])]).toEqual(['none', 'masked', 'full'])
  })
})
