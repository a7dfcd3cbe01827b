import { type Division, divisionSystem } from '../../fhir/china/divisions.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { CodeChanges } from '../../record/code-tables.ts'
import { putDivisions } from '../../record/divisions.ts'
import type { RecordStore } from '../../record/record.ts'
import { type InForce, inForce, type LeftOut } from './code-table.ts'
import { byteOrderMark, csvLine } from './csv-line.ts'
import { ImportError } from './import-error.ts'
import type { Source } from './sources/open.ts'
import { localTime } from './values.ts'

const headers = {
  code: ['统计用区划代码', '区划代码', '行政区划代码', '代码', 'code'],
  name: ['名称', '区划名称', '单位名称', 'name'],
  from: ['启用日期', '起始日期', 'from'],
  to: ['停用日期', '撤销日期', 'to'],
} as const
type Field = keyof typeof headers
const headRows = 20

/** 统计用区划代码 (National Bureau of Statistics, 统计用区划代码和城乡划分代码编制规则): a township ends in three zeros, a village in its own number. The example is of a county that does not exist. */
export const divisionTemplate =
  byteOrderMark +
  [
    [headers.code[0], headers.name[0], headers.from[0], headers.to[0]],
    ['141099100000', '清河镇', '', ''],
    ['141099100201', '清河村', '', ''],
    ['141099105000', '旧庄乡', '', '2024-12-31'],
  ]
    .map(csvLine)
    .join('')

const texts = {
  noHeader: ['没有找到表头：应有统计用区划代码和名称两列', 'No header found: columns 统计用区划代码 and 名称 are needed'],
  empty: ['表里没有本县的乡镇或村', 'The table holds no township or village of this county'],
  code: ['区划代码应为 12 位数字（乡镇可写 9 位）', 'A code has 12 digits (a township’s may be written with 9)'],
  name: ['没有名称', 'No name'],
  elsewhere: ['不是本县的区划', 'Not a division of this county'],
  above: ['县及以上的区划不装入', 'The county itself and what lies above it are not kept'],
  twice: ['代码重复，以前面的为准', 'The code stands above already'],
  orphan: ['所属乡镇不在表里', 'Its township is not in the table'],
  day: ['日期应写成 2025-01-31，停用不早于启用', 'Write days as 2025-01-31, the last not before the first'],
} as const satisfies Record<string, Text>

const clean = (cell: string | undefined) => (cell ?? '').trim().replace(/\s+/g, ' ')
/** Where the columns stand, if this record is the header. */
function positionsIn(cells: readonly string[]): Map<Field, number> | undefined {
  const words = cells.map((cell) => clean(cell).replace(/[\s（(].*$/, ''))
  const found = new Map<Field, number>()
  for (const field of Object.keys(headers) as Field[]) {
    const at = words.findIndex((word) => (headers[field] as readonly string[]).includes(word))
    if (at >= 0) found.set(field, at)
  }
  return found.has('code') && found.has('name') ? found : undefined
}

/** What a code stands for here: nine digits a township, twelve a village, or why it is neither. */
function codeOf(written: string, county: string): string | Text {
  if (!/^(\d{6}|\d{9}|\d{12})$/.test(written)) return texts.code
  const code = written.length === 12 && written.endsWith('000') ? written.slice(0, 9) : written
  if (code.length === 6 || code.endsWith('000')) return texts.above
  return code.startsWith(county) ? code : texts.elsewhere
}

/** Reads a table of divisions: the header is looked for in the first 20 records; what is not the county's is left out, with its reason. @throws ImportError */
export async function readDivisions(
  rows: AsyncIterable<string[]>,
  county: number,
): Promise<{ rows: (Division & { from?: string })[]; left: LeftOut[] }> {
  const table = new Map<string, Division & { from?: string; line: number }>()
  const left: LeftOut[] = []
  let at: Map<Field, number> | undefined
  let line = 0
  for await (const cells of rows) {
    line += 1
    if (!at) {
      at = positionsIn(cells)
      if (!at && line >= headRows) break
      continue
    }
    if (cells.every((cell) => !cell.trim())) continue
    const of = (field: Field) => clean(cells[at!.get(field) ?? -1])
    const code = codeOf(of('code'), String(county))
    const [from, to] = [of('from') ? localTime(of('from'))?.slice(0, 10) : '', of('to') ? localTime(of('to'))?.slice(0, 10) : '']
    const reason =
      typeof code !== 'string'
        ? code
        : !of('name') || /[\0\ufffd]/.test(of('name'))
          ? texts.name
          : table.has(code)
            ? texts.twice
            : from === undefined || to === undefined || (from && to && to < from)
              ? texts.day
              : undefined
    if (reason || typeof code !== 'string') left.push({ line, reason: reason ?? texts.code })
    else table.set(code, { code, name: of('name').slice(0, 100), line, ...(from ? { from } : {}), ...(to ? { to } : {}) })
  }
  if (!at) throw new ImportError(texts.noHeader)
  for (const { code, line: where } of [...table.values()])
    if (code.length === 12 && !table.has(code.slice(0, 9))) {
      left.push({ line: where, reason: texts.orphan })
      table.delete(code)
    }
  if (!table.size) throw new ImportError(texts.empty)
  return { rows: [...table.values()].map(({ line: _, ...row }) => row), left: left.sort((a, b) => a.line - b.line) }
}

/** Reads a table of divisions and puts it in force from a local day; with `dry` it only says what would change. @throws ImportError */
export async function importDivisions(
  record: RecordStore,
  county: number,
  source: Pick<Source, 'rows'>,
  options: InForce,
): Promise<CodeChanges & { rows: number; left: LeftOut[] }> {
  const { rows, left } = await readDivisions(source.rows(), county)
  const changes = await inForce(record, county, { ...options, system: divisionSystem }, ({ from, dry }) =>
    putDivisions(record.db, county, rows, from, dry),
  )
  return { ...changes, rows: rows.length, left }
}
