import type { Text } from '../../kernel/grammar/texts.ts'
import { type CodeChanges, type CodeRow, OlderRelease, putCodeTable } from '../../record/code-tables.ts'
import type { RecordStore } from '../../record/record.ts'
import type { CodeSystem } from './code-systems.ts'
import { ImportError } from './import-error.ts'
import type { Source } from './sources/open.ts'

const headers = {
  code: [
    '主要编码',
    '疾病编码',
    '疾病代码',
    '诊断代码',
    '诊断编码',
    '手术操作代码',
    '手术操作编码',
    '手术代码',
    '手术编码',
    '病证代码',
    '药品代码',
    '医疗服务项目编码',
    '项目编码',
    '项目代码',
    '国家临床版编码',
    '临床版编码',
    '原编码',
    '编码',
    '代码',
    'code',
  ],
  name: [
    '疾病名称',
    '诊断名称',
    '手术操作名称',
    '手术名称',
    '病证名称',
    '注册名称',
    '药品名称',
    '医疗服务项目名称',
    '项目名称',
    '国家临床版名称',
    '临床版名称',
    '原名称',
    '名称',
    'name',
  ],
  target: ['医保版编码', '医保编码', '医保代码', '目标编码', 'target'],
  extra: ['附加编码'],
} as const
type Field = keyof typeof headers
const texts = {
  noHeader: [
    '没有找到表头：应有代码列（如 主要编码、诊断代码）和名称列（如 疾病名称）{more}',
    'No header found: a column of codes (主要编码, 诊断代码 …) and one of names (疾病名称 …) are needed{more}',
  ],
  empty: ['表里没有代码', 'The table holds no codes'],
  older: [
    '已装入自 {latest} 起启用的版本，启用日期不能更早',
    'A release valid from {latest} is there already: this one cannot begin earlier',
  ],
} as const satisfies Record<string, Text>

/** A line that was left out, and why. */
export type LeftOut = { line: number; reason: Text }
export type CodeTable = { rows: CodeRow[]; left: LeftOut[] }

const headRows = 20
const clean = (cell: string | undefined) => (cell ?? '').trim().replace(/\s+/g, ' ')

/** Where the columns stand, if this record is the header: titles may stand above it. */
function positionsIn(cells: readonly string[], target: boolean): Map<Field, number> | undefined {
  const words = cells.map((cell) => clean(cell).replace(/[\s（(].*$/, ''))
  const found = new Map<Field, number>()
  for (const field of Object.keys(headers) as Field[])
    for (const name of headers[field]) {
      const at = words.indexOf(name)
      if (at < 0 || [...found.values()].includes(at)) continue
      found.set(field, at)
      break
    }
  return found.has('code') && found.has('name') && (!target || found.has('target')) ? found : undefined
}

/**
 * Reads an official table: the header is looked for in the first 20 records, lines without a code (chapters, notes) are left out.
 * @throws ImportError when there is no header, or no code at all
 */
export async function readCodeTable(rows: AsyncIterable<string[]>, { target }: CodeSystem): Promise<CodeTable> {
  const table = new Map<string, CodeRow>()
  const left: LeftOut[] = []
  let at: Map<Field, number> | undefined
  let line = 0
  for await (const cells of rows) {
    line += 1
    if (!at) {
      at = positionsIn(cells, target === true)
      if (!at && line >= headRows) break
      continue
    }
    if (cells.every((cell) => !cell.trim())) continue
    const of = (field: Field) => clean(cells[at!.get(field) ?? -1])
    const [code, name] = [of('code'), of('name')]
    if (!code || !name || code.length > 64 || /[\0\ufffd]/.test(code + name))
      left.push({ line, reason: ['没有代码或名称', 'No code or no name'] })
    else if (target && !of('target')) left.push({ line, reason: ['没有对照编码', 'No code to map to'] })
    else if (table.has(code)) left.push({ line, reason: ['代码重复，以前面的为准', 'The code stands above already'] })
    else
      table.set(code, {
        code,
        name: name.slice(0, 300),
        ...(of('extra') || of('target')
          ? { attributes: { ...(of('extra') ? { extra: of('extra') } : {}), ...(of('target') ? { target: of('target') } : {}) } }
          : {}),
      })
  }
  if (!at) throw new ImportError(texts.noHeader, { more: target ? '、医保版编码' : '' })
  if (!table.size) throw new ImportError(texts.empty)
  return { rows: [...table.values()], left }
}

/** From which local day a table holds, and who says so. */
export type InForce = { from: string; actor: string; now: string; dry?: boolean }
export type CodeTableResult = CodeChanges & { rows: number; left: LeftOut[] }
/** Reads a table and puts it in force from a local day; with `dry` it only says what would change. @throws ImportError */
export async function importCodeTable(
  record: RecordStore,
  county: number,
  system: CodeSystem,
  source: Pick<Source, 'rows'>,
  options: InForce,
): Promise<CodeTableResult> {
  const { rows, left } = await readCodeTable(source.rows(), system)
  const changes = await inForce(record, county, { ...options, system: system.system }, ({ from, dry }) =>
    putCodeTable(record.db, county, system.system, rows, from, dry),
  )
  return { ...changes, rows: rows.length, left }
}

/** Puts a release of a code system in force from a local day and says so in the audit; with `dry` it only says what would change. @throws ImportError where a later release is there */
export async function inForce(
  record: RecordStore,
  county: number,
  { system, ...options }: InForce & { system: string },
  put: (options: InForce) => Promise<CodeChanges>,
): Promise<CodeChanges> {
  const { from, actor, now, dry } = options
  const changes = await put(options).catch((error: unknown) => {
    throw error instanceof OlderRelease ? new ImportError(texts.older, { latest: error.latest }) : error
  })
  if (!dry)
    await record.audit(county, { at: now, actor, organization: 'system', action: 'import.codes', detail: { system, from, ...changes } })
  return changes
}
