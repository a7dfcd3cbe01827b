import { describe, expect, it } from 'vitest'
import { capabilities } from '../../src/capabilities/index.ts'
import type { Text } from '../../src/kernel/grammar/texts.ts'

const workflows = capabilities.flatMap((c) => c.workflows.map((w) => [w.kind.name, w] as const))
const chinese = /\p{Script=Han}/u
const bilingual = ([zh, en]: Text) => chinese.test(zh) && /[A-Za-z]/.test(en) && !chinese.test(en)
/** Words that are the same in both languages: codes, abbreviations, numbers. */
const neutral = ([zh, en]: Text) => zh === en && !chinese.test(zh)

describe.each(workflows)('%s', (_, { kind, operations, stories }) => {
  const verbs = Object.entries(operations)
  const moves = verbs.filter(([, o]) => o.from !== 'new' && o.to !== 'same')

  it('can reach every state it names', () => {
    const reached = new Set(verbs.filter(([, o]) => o.from === 'new').map(([, o]) => o.to))
    for (let before = -1; before !== reached.size; ) {
      before = reached.size
      for (const [, o] of moves) if ((o.from as readonly string[]).some((state) => reached.has(state))) reached.add(o.to)
    }
    expect([...reached].sort()).toEqual(Object.keys(kind.states).sort())
  })

  it('can leave every state that is not final; from a final one only another final one (annulled)', () => {
    const left = (state: string) => moves.some(([, o]) => (o.from as readonly string[]).includes(state) && o.to !== state)
    for (const [state, { final }] of Object.entries(kind.states)) if (!final) expect([state, left(state)]).toEqual([state, true])
    const out = moves.filter(
      ([, o]) => (o.from as readonly string[]).some((state) => kind.states[state]?.final) && !kind.states[o.to]?.final,
    )
    expect(out.map(([verb]) => verb)).toEqual([])
  })

  it('starts and moves only between states it has; time limits perform verbs it has', () => {
    for (const [verb, o] of verbs) {
      const named = [...(o.from === 'new' ? [] : o.from), ...(o.to === 'same' ? [] : [o.to])]
      expect([verb, named.filter((state) => !(state in kind.states))]).toEqual([verb, []])
      for (const { then, minutes } of o.within ?? []) {
        expect(operations[then]?.from).toContain(o.to)
        expect(minutes).toBeGreaterThan(0)
      }
    }
  })

  it('says every state and verb in both languages', () => {
    const texts = [
      kind.text,
      ...Object.values(kind.states).map((s) => s.text),
      ...verbs.flatMap(([, o]) => [o.text, ...(o.confirm ? [o.confirm] : [])]),
    ]
    expect(texts.filter((text) => !bilingual(text))).toEqual([])
  })

  it('plays every verb in a story, but those that only events perform', () => {
    const now = '2026-03-04T02:00:00.000Z'
    const steps = stories.flatMap((s) => s.steps({ person: 'p', stranger: 's', organization: 'o', practitioner: 'd', now }))
    const played = new Set(steps.filter((s) => s.expect !== 'refused').map((s) => s.verb))
    expect(verbs.flatMap(([verb, { after }]) => (played.has(verb) || after ? [] : [verb]))).toEqual([])
  })
})

/** Verbs of every kind, readers of every list (a page may show a neighbour's), and what the doors themselves check. */
const known = new Set([
  ...capabilities
    .flatMap((c) => c.workflows)
    .flatMap(({ kind, operations }) => ['read', ...Object.keys(operations)].map((verb) => `${kind.name}.${verb}`)),
  ...capabilities.flatMap((c) => c.lists).map(({ verb, view }) => verb ?? `${view}.read`),
  ...['accounts.read', 'audit.read', 'indicators.read', 'person.read', 'import.read', 'import.upload', 'import.map', 'client.read'],
])

describe.each(capabilities.map((c) => [c.name, c] as const))('capability %s', (_, capability) => {
  it('has its words in both languages', () => {
    const texts = [capability.text, ...capability.pages.map((p) => p.text), ...Object.values(capability.texts)]
    expect(texts.filter((text) => !bilingual(text) && !neutral(text))).toEqual([])
  })

  it('opens its pages with verbs that exist', () => {
    expect(capability.pages.flatMap((p) => (p.verb && !known.has(p.verb) ? [p.verb] : []))).toEqual([])
  })
})

it('no two capabilities, kinds, views, lists, groups or indicators share a name', () => {
  const all = {
    capability: capabilities.map((c) => c.name),
    kind: workflows.map(([name]) => name),
    view: capabilities.flatMap((c) => c.views.map((v) => v.definition.name)),
    list: capabilities.flatMap((c) => c.lists.map((l) => l.name)),
    group: capabilities.flatMap((c) => c.measures.map((m) => m.name)),
    indicator: capabilities.flatMap((c) => c.indicators.map((i) => i.code)),
  }
  for (const [what, names] of Object.entries(all)) expect([what, names.filter((name, i) => names.indexOf(name) !== i)]).toEqual([what, []])
})
