import { refundOf } from '../../../capabilities/fees/fhir.ts'
import { type Charged, type Refund, type RefundFault, refundFaults } from '../../../capabilities/fees/refunds.ts'
import type { Incoming, LineRefusal } from '../../../record/incoming.ts'
import type { RecordStore } from '../../../record/record.ts'
import type { ChunkCheck } from '../kind.ts'

type Line = { id: string; fen: number; of: string | undefined; number: string; at: number }
type Extension = { url: string; valueReference?: { reference: string; display: string } }
const lineOf = ({ id, resource, line = 0 }: Incoming): Line => {
  const refunds = (resource['extension'] as readonly Extension[]).find(({ url }) => url === refundOf)?.valueReference
  const { value } = resource['priceOverride'] as { value: number }
  return { id, fen: Math.round(value * 100), of: refunds?.reference.slice('ChargeItem/'.length), number: refunds?.display ?? '', at: line }
}

/** So many chunks before may still be on their way into the record. */
const underway = 3

/**
 * Refunds of a chunk against the lines they take back: those of the chunk, of the chunks before it, and of the record, which is asked once a chunk. What is refused goes
 * in when its file runs again after the line it names.
 */
export function refundCheck(record: RecordStore, county: number): ChunkCheck {
  const recent: (readonly Line[])[] = []
  return async ({ documents }) => {
    const lines = documents.filter(({ type }) => type === 'ChargeItem').map(lineOf)
    const refunds = lines.flatMap(({ id, of, fen }) => (of ? [{ id, of, fen }] : []))
    const faults = refunds.length ? refundFaults(refunds, await chargedBefore(record, county, refunds, [...recent.flat(), ...lines])) : []
    const wrong = new Set(faults.map(({ refund }) => refund.id))
    recent.push(lines.filter(({ id }) => !wrong.has(id)))
    if (recent.length > underway) recent.shift()
    const byId = new Map(lines.map((line) => [line.id, line]))
    return faults.map((fault) => refusalOf(fault, byId.get(fault.refund.id)!))
  }
}

/** What the lines cost that refunds of a chunk name, and what others took back of them; what a file says now counts before what the record has. */
async function chargedBefore({ db }: RecordStore, county: number, refunds: readonly Refund[], recent: readonly Line[]) {
  const named = [...new Set(refunds.map(({ of }) => of))]
  const rows = await db.query<{ id: string; fen: number; of: string | null }>(
    `select id, amount_fen as fen, null as of from flat_fee where county_id = $1 and id = any($2)
     union all select id, amount_fen, refund_of from flat_fee where county_id = $1 and refund_of = any($2)`,
    [county, named],
  )
  const now = new Set(refunds.map(({ id }) => id))
  const charges = new Map(rows.flatMap(({ id, fen, of }) => (of === null ? [[id, fen] as const] : [])))
  for (const { id, fen } of recent) charges.set(id, fen)
  const others = new Map([...rows, ...recent].flatMap(({ id, fen, of }) => (of && !now.has(id) ? [[id, { of, fen }] as const] : [])))
  const back = new Map<string, number>()
  for (const { of, fen } of others.values()) back.set(of, (back.get(of) ?? 0) - fen)
  return (line: string): Charged => {
    const fen = charges.get(line)
    return fen === undefined ? undefined : { fen, back: back.get(line) ?? 0 }
  }
}

const yuan = (fen: number) => (fen / 100).toFixed(2)
const refusalOf = ({ refund, left }: RefundFault, { at, number }: Line): LineRefusal => ({
  line: at,
  column: '原明细号',
  value: number,
  rule: left === undefined ? 'refund.line' : 'refund.left',
  message:
    left === undefined
      ? [
          '档案和文件前面的行里没有这条收费：先导入它再重新导入，或改正明细号',
          'No such charge in the record or above in the file: bring it in first and import again, or mend the number',
        ]
      : [
          `退 ${yuan(-refund.fen)} 元，那一行只剩 ${yuan(left)} 元可退：请核对金额和明细号`,
          `Takes back ${yuan(-refund.fen)} yuan, of that line ${yuan(left)} are left: check amount and number`,
        ],
})
