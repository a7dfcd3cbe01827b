import { join } from 'node:path'
import { prefectureCounties } from '../../county/demo/prefecture.ts'
import { writeCounty } from '../../county/generator/write.ts'
import { UsageError } from './county.ts'

export type GenerateOptions = {
  out: string
  seed: string
  residents: string
  months: string
  end?: string
  county: string
  defects: string
  prefecture: string
  least: string
  fees?: boolean
}

/**
 * Writes the files of an invented county into a folder, or of a prefecture (the first N of its counties, the full one first) into one folder a county; the further counties get residents in proportion to their size, `least` at least.
 * @throws UsageError on options that make no county
 */
export function generate(options: GenerateOptions, today: string) {
  const { out, end = lastMonthsEnd(today), county, fees = false } = options
  const [seed, residents, months, defects, counties, least] = (
    ['seed', 'residents', 'months', 'defects', 'prefecture', 'least'] as const
  ).map((name) => numeric(name, options[name])) as [number, number, number, number, number, number]
  const all = prefectureCounties()
  const known = all.map((one) => one.county.code)
  if (!known.includes(county)) throw new UsageError(`没有这个演示县 / no such county: ${county} (${known.join(', ')})`)
  if (!Number.isInteger(counties) || counties < 1 || counties > known.length)
    throw new UsageError(`--prefecture 1 – ${known.length}：演示县只有这些 / there are no more invented counties`)
  if (defects < 0 || defects > 5) throw new UsageError('--defects 0 – 5')
  const chosen = counties === 1 ? all.filter((one) => one.county.code === county) : all.slice(0, counties)
  const first = chosen[0]!.county.population.resident
  for (const one of chosen) {
    const { code, population } = one.county
    const began = performance.now()
    const folder = counties === 1 ? out : join(out, code)
    let rows = 0
    const people = Math.max(Math.round((residents * population.resident) / first), least)
    const what = { county: one, residents: people, months, end, seed, defects, fees }
    const wrote = ({ rows: { length } }: { rows: readonly string[] }) => {
      rows += length
    }
    refusing(() => writeCounty(what, folder, wrote))
    console.log(`${code}: ${people} 居民 / residents, ${rows} 行 / rows → ${folder} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  }
}

function numeric(name: string, text: string): number {
  const value = Number(text)
  if (text.trim() === '' || Number.isNaN(value)) throw new UsageError(`--${name}: 不是数字 / not a number: ${text}`)
  return value
}

function refusing(write: () => void) {
  try {
    write()
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error
  }
}

/** The last day of the month before today. */
function lastMonthsEnd(today: string): string {
  return new Date(Date.parse(`${today.slice(0, 7)}-01`) - 86_400_000).toISOString().slice(0, 10)
}
