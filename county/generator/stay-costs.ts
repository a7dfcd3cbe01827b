/** Of what a stay's cost is made, under the names of the front page. */
import type { Random } from '../demo/random.ts'
import { portions } from './chance.ts'
import type { Operation } from './operations.ts'
import type { Kind } from './places.ts'

/** The parts that sum to ZFY and their weights without an operation; drugs (XYF, ZCYF, ZCYF1) are 25–28 % [K]. */
const WEIGHTS =
  `YLFUF 9 ZLCZF 7 HLF 4 QTFY 1 BLZDF .5 SYSZDF 15 YXXZDF 10 LCZDXMF 4 FSSZLXMF 6 SSZLF 0 KFF 1 ZYZLF 2 XYF 22.5 ZCYF 3.5 ZCYF1 1 XF .3 HCYYCLF 1.5 YYCLF 6 YCXYYCLF 1 QTF 1.5`
    .match(/\S+ \S+/g)!
    .map((pair) => pair.split(' '))
    .map(([name = '', weight]) => [name, Number(weight)] as const)
const NAMES = WEIGHTS.map(([name]) => name)

/** Fen by name; those in `within` are told of another part and not added. */
export type StayCosts = { parts: Readonly<Record<string, number>>; within: Readonly<Record<string, number>>; drugs: number }

export function stayCosts(r: Random, fen: number, kind: Kind, operations: readonly Operation[]): StayCosts {
  const surgery = operations.some((o) => o.level > 1)
  const fens = portions(
    fen,
    WEIGHTS.map(([name, weight]) => {
      const operated = surgery ? ({ SSZLF: 22, YYCLF: 14, XYF: 25 }[name] ?? weight) : weight
      const chinese = kind === 'tcm' && name === 'ZYZLF' ? 8 : kind === 'tcm' && name === 'ZCYF1' ? 5 : operated
      return chinese * (0.75 + 0.5 * r.unit())
    }),
  )
  const parts = Object.fromEntries(NAMES.map((name, i) => [name, fens[i]!]))
  const { SSZLF = 0, FSSZLXMF = 0, XYF = 0, ZCYF = 0, ZCYF1 = 0 } = parts
  const anaesthesia = Math.round(SSZLF * 0.3)
  const within = { WLZLF: Math.round(FSSZLXMF * 0.3), MAF: anaesthesia, SSF: SSZLF - anaesthesia, KJYWF: Math.round(XYF * 0.22) }
  return { parts, within, drugs: XYF + ZCYF + ZCYF1 }
}
