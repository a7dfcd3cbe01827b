import type { Figure, Line } from './figure.ts'
import { rate, threeYears, told } from './import.ts'
import { numbersIn } from './numbers.ts'
import { inHouse } from './place.ts'

const sizes = [10_000, 95_000, 285_000]

/** What grows with a county: the rate at which three years of its files go in, and every figure of its numbers. One run a size, into a store of its own; three hours and 60 GB of disk. */
export const growth: Figure = {
  name: 'growth',
  named: true,
  run: async (bench) => {
    const lines: Line[] = []
    const rates: number[] = []
    const fromNothing: number[] = []
    for (const residents of sizes) {
      await inHouse(async (house, url) => {
        const done = await threeYears(url, residents)
        bench.say(`  ${residents}: ${rate(done).toFixed(0)}/s, ${told(done)}`)
        rates.push(rate(done))
        const numbers = await numbersIn(house, url, bench)
        fromNothing.push(numbers[0]!.measured)
        lines.push(...numbers.map((line) => ({ ...line, what: `${residents}: ${line.what}` })))
      })
    }
    const [small, full, large] = [0, 1, 2] as const
    return [
      {
        what: 'import rate, 285 000 against 10 000 residents',
        measured: rates[large]!,
        unit: '/s',
        raw: rates[small]!,
        share: rates[large]! / rates[small]!,
        target: '≥ 0.85',
        met: rates[large]! / rates[small]! >= 0.85,
      },
      {
        what: 'all numbers from nothing, 285 000 against 95 000 residents',
        measured: fromNothing[large]!,
        unit: 's',
        raw: fromNothing[full]!,
        share: fromNothing[large]! / fromNothing[full]!,
        target: '≤ 3.5 ×',
        met: fromNothing[large]! / fromNothing[full]! <= 3.5,
      },
      ...lines,
    ]
  },
}
