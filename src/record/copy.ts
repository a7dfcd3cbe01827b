import type { AuditEntry } from './audit.ts'
import { decided } from './binding.ts'
import { labelled } from './compose.ts'
import type { Db } from './db.ts'
import type { Extract } from './extract.ts'
import { planTables, resourceColumns } from './plan.ts'
import { copyLine, type Row, type Table, tables } from './table.ts'

/** A document as COPY writes it: its text, the version it becomes (1 unless it was taken back before), and its sensitivity labels. */
export type Fresh = {
  type: string
  id: string
  doc: string
  content: string
  owner?: string
  version: number
  label: number
  extract: Extract
}

/** New documents and all their rows, table by table, one stale mark a distinct month and organisation. */
export async function copyDocuments(tx: Db, county: number, batch: string, audit: AuditEntry, fresh: readonly Fresh[]): Promise<void> {
  if (!fresh.length) return
  const byTable = new Map<Table, Row[]>()
  const marks = new Map<string, Row>()
  for (const { extract, label } of fresh) {
    for (const [table, unlabelled] of extract.rows) {
      const some = labelled(table, unlabelled, label)
      const all = byTable.get(table)
      if (all) all.push(...some)
      else byTable.set(table, [...some])
    }
    for (const [view, month, org] of extract.marks) marks.set(`${view}|${month}|${org}`, [view, month, org, null, null])
  }
  const send = (table: string, columns: Table['columns'], rows: Iterable<Row>) =>
    tx.copyIn(`${table} (county_id, ${columns.map(([name]) => name).join(', ')})`, lines(county, rows))
  const documents = function* (): Generator<Row> {
    for (const d of fresh)
      yield [d.type, d.id, d.version, audit.at, false, d.owner ?? null, 'import', audit.actor, batch, `\\x${d.content}`, d.label, d.doc]
  }
  const persons = byTable.get(tables.person)
  const again = fresh.filter((d) => d.type === 'Patient' && d.version > 1).map((d) => d.id)
  if (persons) byTable.set(tables.person, [...(await decided(tx, county, persons, again))])
  await send('resource', resourceColumns, documents())
  for (const [table, rows] of byTable) if (rows.length) await send(table.name, table.columns, rows)
  await send(planTables.stale.name, planTables.stale.columns, [...marks.values()])
}

/** COPY input in blocks of some 64 kB. */
function* lines(county: number, rows: Iterable<Row>): Generator<string> {
  let block = ''
  for (const row of rows) {
    block += copyLine(county, row)
    if (block.length > 65_536) {
      yield block
      block = ''
    }
  }
  if (block) yield block
}
