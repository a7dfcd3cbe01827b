import type { ReadContext } from './kind.ts'

/** Times of a row are local, a day alone or with +08:00 (Asia/Shanghai): texts of one length order as the times do, otherwise their days decide. */
export const before = (a: string, b: string): boolean => (a.length === b.length ? a < b : a.slice(0, 10) < b.slice(0, 10))

/** Whether a local time lies after the moment of the import; a day does when it is later than today. */
export const future = (at: string, { now, today }: Pick<ReadContext, 'now' | 'today'>): boolean =>
  at.length === 10 ? at > today : at.slice(0, 10) > today || (at.slice(0, 10) === today && Date.parse(at) > Date.parse(now))

/** Integer fen as R4 Money. */
export const yuan = (fen: number) => ({ value: fen / 100, currency: 'CNY' })
