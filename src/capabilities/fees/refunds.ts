/** A line that takes back (part of) another: its amount is below zero. */
export type Refund = { id: string; of: string; fen: number }
/** What was charged for a line, and what refunds of it had taken back before, in fen and above zero; undefined: there is no such line. */
export type Charged = { fen: number; back: number } | undefined
export type RefundFault = { refund: Refund; left: number | undefined }

/** Hospitals round a part of a line to the fen, or cut it. */
const toleranceFen = 1

/**
 * Refunds that take back what was never charged, or more than is left of it: each in turn, so that of two that are too much together the second is at fault.
 * `left` in fen, undefined where there is no line to take back; a refund itself has nothing left.
 */
export function refundFaults(refunds: readonly Refund[], charged: (line: string) => Charged): RefundFault[] {
  const back = new Map<string, number>()
  return refunds.flatMap((refund): RefundFault[] => {
    const line = charged(refund.of)
    if (!line) return [{ refund, left: undefined }]
    const before = back.get(refund.of) ?? line.back
    if (-refund.fen > line.fen - before + toleranceFen) return [{ refund, left: Math.max(0, line.fen - before) }]
    back.set(refund.of, before - refund.fen)
    return []
  })
}
