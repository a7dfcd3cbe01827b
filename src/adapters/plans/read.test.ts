import { utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { folder } from '../../../test/files.ts'
import { capabilities } from '../../capabilities/index.ts'
import { storyTemplate } from '../../capabilities/plans/stories.ts'
import { knownOf } from '../../kernel/perform/known.ts'
import { readPlan } from './read.ts'
import { planFolders, templatesOf } from './templates.ts'

const known = knownOf(capabilities)
const good = stringify(storyTemplate)
const read = (text: string | Uint8Array) => readPlan('own.yaml', typeof text === 'string' ? Buffer.from(text) : text, known)
const problemsIn = (text: string | Uint8Array) => {
  const answer = read(text)
  return 'problems' in answer ? answer.problems : []
}
/** The good plan with one piece of text in another's place. */
const changed = (from: string, to: string) => {
  expect(good.split(from).length).toBe(2)
  return good.replace(from, to)
}
const lineWith = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1

it('reads a plan, with what it leaves out filled in', () => {
  expect(read(good)).toMatchObject({ template: { code: 'story', phases: [], targets: [{ scope: 'county' }, {}, {}] } })
})

const broken = {
  'a missing indicator': [changed('indicator: visits', 'indicator: vistis'), 'indicator: vistis', /没有指标“vistis”/],
  'a missing reading': [changed('indicator: visits', 'indicator: visits\n      variant: none'), 'variant: none', /没有口径“none”/],
  'an unknown clause': [changed('code: centre\n    clause: one', 'code: centre\n    clause: two'), 'clause: two', /没有条款“two”/],
  'a clause below itself': [changed('number: 一', 'number: 一\n    parent: one'), 'parent: one', /互相包含：one → one/],
  'an unknown unit': [changed('units:\n      - hospital', 'units:\n      - bureau'), '- bureau', /没有责任单位“bureau”/],
  'an unknown target': [changed('to: 2026-03-31', 'to: 2026-03-31\n    targets: [nothing]'), 'targets: [nothing]', /没有目标“nothing”/],
  'a code that stands twice': [changed('code: centre', 'code: visits'), 'code: visits\n    clause: one\n    text:\n      - 建成', /重复/],
  'a deadline before the start': [
    changed('comparator: rises', 'comparator: rises\n    deadline: 2025-06-30'),
    'deadline: 2025',
    /早于开始日 2026-01-01/,
  ],
  'a last day before the first': [changed('to: 2027-12-31', 'to: 2025-12-31'), 'to: 2025-12-31', /早于开始日/],
  'a milestone outside': [
    changed('comparator: rises', 'comparator: rises\n    milestones:\n      - { day: 2028-01-01, value: 3 }'),
    'day: 2028',
    /不在 2026-01-01 至 2027-12-31 之间/,
  ],
  'milestones that do not rise': [
    changed(
      'comparator: rises',
      'comparator: rises\n    milestones:\n      - { day: 2026-06-30, value: 3 }\n      - { day: 2026-06-30, value: 4 }',
    ),
    'value: 4',
    /应晚于前一个节点/,
  ],
  'no value to compare with': [changed('comparator: rises', "comparator: '>='"), "comparator: '>='\n    unit: count", /需要目标值/],
  'a value that is not compared with': [changed('comparator: rises', 'comparator: rises\n    value: 3'), 'value: 3', /只看升降/],
  'a unit that the number has not': [
    changed('comparator: rises\n    unit: count', 'comparator: rises\n    unit: percent'),
    'unit: percent',
    /请改成 count/,
  ],
  'a yes that is a number': [
    changed('expires: 12\n    comparator: =\n    value: 1\n    unit: yes', 'expires: 12\n    comparator: =\n    value: 1\n    unit: count'),
    'unit: count\n  - code: standard',
    /单位写 yes/,
  ],
  'a yes of 2': [
    changed('expires: 12\n    comparator: =\n    value: 1', 'expires: 12\n    comparator: =\n    value: 2'),
    'value: 2',
    /只能是 1 或 0/,
  ],
  'a single value of many': [changed('tell: count', 'tell: value'), 'tell: value', /count（多少个“是”）/],
  'a list that is none': [
    changed('units:\n      - hospital', 'units:\n      - hospital\n    lists: [beds-of-mars]'),
    'lists: [beds',
    /没有列表/,
  ],
  'a due day of what is done once': [changed('to: 2026-03-31', 'to: 2026-03-31\n    due: "15"'), 'due: "15"', /只做一次/],
  'a day of the year of what is monthly': [changed('every: year', 'every: month'), 'due: 11-30', /只有每年一次/],
  'a word that no plan has': [changed('level: county', 'level: county\ncolour: red'), 'colour: red', /red|colour/],
  'a day that is none': [changed('issued: 2025-12-20', 'issued: 2025-13-20'), 'issued: 2025-13', /issued/],
  'words in one language': [changed('  - 示例\n  - Example\n', '  - 示例\n'), 'short:', /short/],
} as const

it.each(Object.entries(broken))('%s is told with its line and how to mend it', (_, [text, place, reason]) => {
  const problems = problemsIn(text)
  const line = lineWith(text, place.split('\n')[0]!)
  const at = place.includes('\n') ? text.slice(0, text.indexOf(place)).split('\n').length : line
  expect(line).toBeGreaterThan(0)
  expect(problems.map((p) => p.line)).toContain(at)
  const [problem] = problems.filter((p) => p.line === at)
  expect(problem!.file).toBe('own.yaml')
  expect(problem!.text[0]).toMatch(reason)
  expect(problem!.text[1]).toMatch(/[a-z]/)
  expect(problem!.text[1]).not.toMatch(/没有|请/)
})

it('a circle of three clauses is told once', () => {
  const clause = (id: string, parent: string) => ({ ...storyTemplate.clauses[0], id, parent })
  const clauses = [storyTemplate.clauses[0], clause('a', 'c'), clause('b', 'a'), clause('c', 'b'), clause('below', 'a')]
  const problems = problemsIn(stringify({ ...storyTemplate, clauses }))
  expect(problems.map(({ text }) => text[1])).toEqual([expect.stringContaining('a → c → b → a')])
})

it.each([
  ['a tab', changed('  - Example\n', '\t- Example\n'), 'Example', /制表符|YAML/],
  ['a key twice', changed('level: county', 'level: county\nlevel: county'), '', /写了两次/],
  ['an open quote', changed('level: county', 'level: "county'), '', /成对|YAML/],
  ['an alias of nothing', changed('level: county', 'level: *nowhere'), 'nowhere', /没有定义/],
  ['a list instead of a plan', '- a\n- b\n', '', /./],
  ['nothing', '', '', /./],
] as const)('%s is told with its line', (_, text, place, reason) => {
  const [problem] = problemsIn(text)
  expect(problem!.text[0]).toMatch(reason)
  if (place) expect(problem!.line).toBe(lineWith(text, place))
  expect(problem!.line).toBeGreaterThan(0)
})

it('what unfolds into millions is refused, and so are bytes that are no text and files without end', () => {
  const bomb = `a: &a [${'x,'.repeat(9)}x]\n${[...'bcdefghij'].map((n, i) => `${n}: &${n} [${`*${'abcdefghi'[i]},`.repeat(9)}*${'abcdefghi'[i]}]`).join('\n')}\n`
  expect(problemsIn(bomb)[0]!.text[0]).toMatch(/引用/)
  expect(problemsIn(Buffer.from([0xff, 0xfe, 0x41]))[0]!.text[0]).toMatch(/UTF-8/)
  expect(problemsIn(Buffer.alloc(2 * 1024 * 1024 + 1, 32))[0]!.text[0]).toMatch(/2 MB/)
  expect(problemsIn(changed('level: county', 'level: "a\\0b"'))[0]).toMatchObject({ line: lineWith(good, 'level: county') })
})

const files = folder()
afterAll(() => files.remove())

it('every plan that comes with Countywide can be adopted; an own file takes the place of one, a wrong one hides nothing and is read again when it changes', async () => {
  const own = files.file('own.yaml', good)
  const data = dirname(own)
  const shipped = await templatesOf([planFolders(data)[0]!], known)
  expect(shipped.problems).toEqual([])
  expect(shipped.templates.length).toBeGreaterThanOrEqual(5)
  const [some] = shipped.templates
  files.file('like.yml', stringify({ ...storyTemplate, code: some!.code }))
  const both = () => templatesOf([planFolders(data)[0]!, data], known)
  const now = await both()
  expect(now.templates.find(({ code }) => code === some!.code)!.name).toEqual(storyTemplate.name)
  expect(now.templates).toHaveLength(shipped.templates.length + 1)
  writeFileSync(own, changed('indicator: visits', 'indicator: none'))
  utimesSync(own, new Date('2026-01-01'), new Date('2026-01-01'))
  const later = await both()
  expect(later.problems).toMatchObject([{ file: 'own.yaml', line: lineWith(good, 'indicator: visits') }])
  expect(later.templates).toHaveLength(shipped.templates.length)
})
