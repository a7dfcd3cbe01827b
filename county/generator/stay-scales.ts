/** How long stays last and what they cost, on average (calibration 17.2, 17.3). */
import { holding } from './chance.ts'
import type { Kind } from './places.ts'

/** Mean stay in days: public hospitals 8.4, all hospitals 8.8 (2023), so those beyond the county 10.1; township centres 6.7 (2022); maternal [U]. Mean cost in yuan: level-2 and level-3 public hospitals (2022), township (2021). */
const MEANS: Readonly<Record<Kind, readonly [days: number, yuan: number]>> = {
  hospital: [8.4, 6762.3],
  tcm: [8.4, 6762.3],
  maternal: [5.5, 4600],
  township: [6.7, 2170],
  outside: [10.07, 13930.6],
  clinic: [1, 0],
}
/** What the tables give before they are held to the means: where `holding` begins. */
const RAW: typeof MEANS = {
  hospital: [8.1, 6800],
  tcm: [8.1, 6800],
  maternal: [5.8, 4900],
  township: [8.5, 4900],
  outside: [10.9, 18100],
  clinic: [1, 1],
}
/** Deaths and transfers cut stays short; the others are this much longer. */
const CUT_SHORT = 1.017
/** Lengths and costs of each level held to its mean; hospitals of the county share theirs. */
export function scales() {
  const level = (kind: Kind) => (kind === 'tcm' ? 'hospital' : kind)
  const make = (of: 0 | 1) =>
    new Map((Object.keys(MEANS) as Kind[]).map((k) => [k, holding(MEANS[k][of] * (of === 0 ? CUT_SHORT : 1), RAW[k][of])]))
  const [days, yuan] = [make(0), make(1)]
  return { days: (kind: Kind, raw: number) => days.get(level(kind))!(raw), yuan: (kind: Kind, raw: number) => yuan.get(level(kind))!(raw) }
}
