import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDb } from '../../../test/postgres.ts'
import type { Db } from '../../record/db.ts'
import { columnsOf } from './columns.ts'
import { compileCondition } from './condition.ts'
import { ExpressionError } from './expression.ts'
import type { List, View } from './view.ts'

const view: View = {
  definition: {
    name: 'probe',
    resource: 'Encounter',
    select: [
      {
        column: [
          { name: 'patient_id', path: 'id', type: 'string' },
          { name: 'org', path: 'id', type: 'string' },
          { name: 'at', path: 'id', type: 'dateTime' },
          { name: 'class', path: 'id', type: 'code' },
          { name: 'department', path: 'id', type: 'string' },
          { name: 'department_name', path: 'id', type: 'string' },
          { name: 'diagnosis', path: 'id', type: 'string' },
          { name: 'days', path: 'id', type: 'integer' },
          { name: 'first', path: 'id', type: 'boolean' },
          { name: 'ended', path: 'id', type: 'dateTime' },
          { name: 'total_fen', path: 'id', type: 'decimal', tag: [{ name: 'fen', value: '' }] },
        ],
      },
    ],
  },
}
const lists: readonly List[] = [
  {
    name: 'probes',
    text: ['就诊', 'Visits'],
    view: 'probe',
    sort: { column: 'at' },
    columns: [
      { name: 'class', text: ['就诊类别', 'Class'], kind: 'code', codes: { AMB: ['门诊', 'Outpatient'], EMER: ['急诊', 'Emergency'] } },
      { name: 'department_name', text: ['科室', 'Department'], kind: 'text' },
      { name: 'diagnosis', text: ['诊断', 'Diagnosis'], kind: 'text' },
      { name: 'days', text: ['住院天数', 'Days'], kind: 'number' },
      { name: 'total_fen', text: ['总费用（元）', 'Total (yuan)'], kind: 'fen' },
    ],
  },
]
const columns = columnsOf(view, lists)
const sqlOf = (source: string) => compileCondition(source, columns).sql

let db: Db
let close: () => Promise<void>
const from = `from (select *, 0 as county_id from flat_probe) f left join (select null::date as birth, null::text as sex, null::text as township where false) d on true`
beforeAll(async () => {
  const database = await testDb({ max: 1 })
  db = database.db
  close = database.close
  await db.query(
    `create table flat_probe (id int, day date, month date, class text collate "C", department text collate "C", department_name text collate "C",
      diagnosis text collate "C", days int, first boolean, ended timestamptz, total_fen bigint)`,
  )
})
afterAll(() => close())
const found = async (source: string) =>
  (await db.query<{ id: number }>(`select f.id ${from} where ${sqlOf(source) ?? 'true'} order by 1`)).map((row) => row.id)

describe('what a condition means', () => {
  beforeAll(async () => {
    await db.query(
      `insert into flat_probe values
        (1, '2025-03-04', '2025-03-01', 'AMB', '03', '内科', 'I60.100', 2, true, '2025-03-04T01:00Z', 12050),
        (2, '2025-04-04', '2025-04-01', 'EMER', '04', '外科', 'I69.x00', 9, false, '2025-04-04T17:30Z', 500),
        (3, '2025-04-05', '2025-04-01', 'EMER', null, '', 'I70.000', null, null, null, null),
        (4, '2026-01-05', '2026-01-01', 'AMB', '03', 'O''Brien', 'J18.900', 0, true, '2026-01-05T01:00Z', 0)`,
    )
  })
  afterAll(() => db.query('truncate flat_probe'))

  it.each([
    ['', [1, 2, 3, 4]],
    ["department = '03'", [1, 4]],
    ["科室 = '03'", [1, 4]],
    ["科室名称='内科'或就诊类别='急诊'", [1, 2, 3]],
    ["就诊类别 = '急诊'", [2, 3]],
    ["department <> '03'", [2, 3]],
    ["not department = '03'", [2, 3]],
    ["department in ('03', '04') and not first = true", [2]],
    ['科室 不属于 （‘03’，‘04’）', [3]],
    ["diagnosis begins 'I6'", [1, 2]],
    ["诊断 开头 ('I7', 'J')", [3, 4]],
    ["diagnosis from 'I60' to 'I69'", [1, 2]],
    ['诊断 从 “I60” 到 “I69”且住院天数≥3', [2]],
    ['days from 0 to 2', [1, 4]],
    ['department is empty', [3]],
    ['department_name is empty or days is not known', [3]],
    ['科室不为空 且 (住院天数 < 1 或 住院天数 > 8)', [2, 4]],
    ['first = 否', [2]],
    ['first <> true', [2, 3]],
    ['total_fen > 500', [1]],
    ['总费用 >= 5', [1, 2]],
    ["month = '2025-04'", [2, 3]],
    ["日期 >= '2025-04-05'", [3, 4]],
    ["ended > '2025-04-05 01:00'", [2, 4]],
    ["department_name = 'O''Brien'", [4]],
    ['age > 60', []],
  ])('%s', async (source, rows) => {
    expect(await found(source)).toEqual(rows)
  })

  it('says whether it asks the person of the row', () => {
    expect(compileCondition('年龄 > 60', columns).person).toBe(true)
    expect(compileCondition('days > 60', columns).person).toBe(false)
  })
})

it.each([
  ["deparment = '03'", 0, /没有“deparment”/],
  ['department = 3', 13, /引号/],
  ["days = '3'", 7, /数字/],
  ['days begins 3', 5, /不是文字/],
  ["department = '03", 13, /配对/],
  ["(department = '03'", 18, /“）”|“\)”/],
  ["department = '03' days = 3", 18, /and/],
  ["department '03'", 11, /=/],
  ["month = '2025-13'", 8, /日期/],
  ["day = '2025-02-30'", 6, /2026-01-31/],
  ['first < true', 8, /是否/],
  ["patient_id = 'x'", 0, /没有/],
  ["f.class = 'x'", 1, /不认识/],
  ['days = 3; drop table x', 8, /不认识/],
  ["class = 'a\\'", 10, /反斜杠/],
  ['not', 3, /列名/],
  ['and', 0, /列名/],
  [`${'('.repeat(50)}days = 1`, 21, /嵌套/],
])('%s is refused at character %i', (source, at, words) => {
  const error = (() => {
    try {
      return sqlOf(source)
    } catch (thrown) {
      return thrown
    }
  })()
  expect(error).toBeInstanceOf(ExpressionError)
  expect(error).toMatchObject({ at })
  expect((error as ExpressionError).text[0]).toMatch(words)
})

type Value = string | number | boolean | null
type Row = { class: string | null; diagnosis: string | null; days: number | null; first: boolean | null }
type Made = { text: string; holds: (row: Row) => boolean }
const word = fc.stringMatching(/^[A-C ']{0,3}$/)
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
const row = fc.record({
  class: fc.option(word),
  diagnosis: fc.option(word),
  days: fc.option(fc.integer({ min: -3, max: 3 })),
  first: fc.option(fc.boolean()),
})
const textColumn = fc.constantFrom('class' as const, 'diagnosis' as const)
const compare: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
  '<': (a, b) => a !== null && b !== null && a < b,
  '>=': (a, b) => a !== null && b !== null && a >= b,
}
const mark = fc.constantFrom(...Object.keys(compare))
const leaf: fc.Arbitrary<Made> = fc.oneof(
  fc.tuple(textColumn, mark, word).map(([c, m, w]) => ({ text: `${c} ${m} ${quoted(w)}`, holds: (r: Row) => compare[m]!(r[c], w) })),
  fc.tuple(mark, fc.integer({ min: -3, max: 3 })).map(([m, n]) => ({ text: `days${m}${n}`, holds: (r: Row) => compare[m]!(r.days, n) })),
  fc.tuple(textColumn, fc.array(word, { minLength: 1, maxLength: 3 })).map(([c, all]) => ({
    text: `${c} in (${all.map(quoted).join(',')})`,
    holds: (r: Row) => r[c] !== null && all.includes(r[c]),
  })),
  fc.tuple(textColumn, word).map(([c, w]) => ({ text: `${c} begins ${quoted(w)}`, holds: (r: Row) => r[c]?.startsWith(w) ?? false })),
  fc.tuple(textColumn, word, word).map(([c, a, b]) => ({
    text: `${c} from ${quoted(a)} to ${quoted(b)}`,
    holds: (r: Row) => r[c] !== null && r[c] >= a && r[c].slice(0, b.length) <= b,
  })),
  textColumn.map((c) => ({ text: `${c} is empty`, holds: (r: Row) => !r[c] })),
  fc.constant({ text: 'days is known', holds: (r: Row) => r.days !== null }),
  fc.boolean().map((yes) => ({ text: `first = ${yes}`, holds: (r: Row) => r.first === yes })),
)
const made = fc.letrec<{ all: Made }>((tie) => ({
  all: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    tie('all').map((a) => ({ text: `not (${a.text})`, holds: (r: Row) => !a.holds(r) })),
    fc
      .tuple(tie('all'), tie('all'))
      .map(([a, b]) => ({ text: `(${a.text}) and (${b.text})`, holds: (r: Row) => a.holds(r) && b.holds(r) })),
    fc.tuple(tie('all'), tie('all')).map(([a, b]) => ({ text: `(${a.text} or ${b.text})`, holds: (r: Row) => a.holds(r) || b.holds(r) })),
  ),
})).all

it('PostgreSQL finds the rows that the condition means, also where values are missing', async () => {
  await fc.assert(
    fc.asyncProperty(made, fc.array(row, { minLength: 1, maxLength: 6 }), async (condition, rows) => {
      await db.query(
        `insert into flat_probe (id, class, diagnosis, days, first)
         select r.* from jsonb_to_recordset($1::text::jsonb) r(id int, class text, diagnosis text, days int, first boolean)`,
        [JSON.stringify(rows.map((r, id) => ({ id, ...r })))],
      )
      const answer = await found(condition.text)
      await db.query('truncate flat_probe')
      expect(answer).toEqual(rows.flatMap((r, i) => (condition.holds(r) ? [i] : [])))
    }),
    { numRuns: 150 },
  )
})

const pieces = fc.constantFrom(
  ...[
    "'",
    "''",
    '"',
    '“',
    '”',
    '\\',
    ';',
    '--',
    '/*',
    '*/',
    '$1',
    '$$',
    '(',
    ')',
    ',',
    '=',
    '<>',
    'and',
    'or',
    'not',
    'in',
    'begins',
    'from',
    'to',
    'is',
  ],
  ...[
    'empty',
    'department',
    '科室',
    '且',
    '属于',
    'days',
    '3',
    '-1',
    '1e9',
    "'x'",
    'pg_sleep(9)',
    'select',
    'union',
    'd.birth',
    'f.',
    '::',
    '\u0000',
    '\ud800',
    ' ',
  ],
)
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(pieces, { maxLength: 12 }).map((all) => all.join(' ')),
  fc.array(pieces, { maxLength: 8 }).map((all) => all.join('')),
)
/** All that may stand in the SQL: quoted texts, numbers, known columns, and the words of the language. */
const lexed =
  /\s+|'(?:[^'\\]|'')*'|\d+(?:\.\d+)?|-(?=\d)|extract\(year from age\(f\.day, d\.birth\)\)|left\(d\.township, 9\)|[fd]\.[a-z_]+|<>|<=|>=|[<>=(),]|\b(?:and|or|not|in|is|true|false|null|left|coalesce|distinct|from|date|timestamptz)\b/gy

it('whatever is typed, it is refused, or only known columns and quoted literals come into the SQL, which runs', async () => {
  let compiled = 0
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        hostile,
        fc.tuple(made, hostile).map(([a, b]) => `${a.text} ${b}`),
        fc.string().map((s) => `department = ${quoted(s)}`),
      ),
      async (source) => {
        let sql: string | undefined
        try {
          sql = sqlOf(source)
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError)
          return
        }
        if (sql === undefined) return
        compiled++
        const words = sql.match(lexed) ?? []
        expect(words.join('')).toBe(sql)
        const known = new Set(columns.flatMap((c) => c.sql.match(/[fd]\.[a-z_]+/g) ?? []))
        expect(words.filter((w) => /^[fd]\./.test(w) && !known.has(w))).toEqual([])
        await db.query(`select count(*) ${from} where ${sql}`)
      },
    ),
    { numRuns: 1000 },
  )
  expect(compiled).toBeGreaterThan(50)
})
