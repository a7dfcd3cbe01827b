import { join } from 'node:path'
import { demoCounty } from '../../county/demo/index.ts'
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
}

/** Codes of the invented counties, the full one first: a prefecture of N takes the first N. */
const COUNTIES = ['141099', '141098', '141097']

/**
 * Writes the files of an invented county into a folder, or of a small prefecture into one folder a county; the further counties get residents in proportion to their size.
 * @throws UsageError on options that make no county
 */
export function generate(options: GenerateOptions, today: string) {
  const { out, end = lastMonthsEnd(today), county } = options
  const [seed, residents, months, defects, counties] = (['seed', 'residents', 'months', 'defects', 'prefecture'] as const).map((name) =>
    numeric(name, options[name]),
  ) as [number, number, number, number, number]
  if (!COUNTIES.includes(county)) throw new UsageError(`没有这个演示县 / no such county: ${county} (${COUNTIES.join(', ')})`)
  if (!Number.isInteger(counties) || counties < 1 || counties > COUNTIES.length)
    throw new UsageError(`--prefecture 1 – ${COUNTIES.length}：演示县只有这些 / there are no more invented counties`)
  if (defects < 0 || defects > 5) throw new UsageError('--defects 0 – 5')
  const codes = counties === 1 ? [county] : COUNTIES.slice(0, counties)
  const size = (code: string) => demoCounty(code).county.population.resident
  for (const code of codes) {
    const began = performance.now()
    const folder = counties === 1 ? out : join(out, code)
    let rows = 0
    const people = Math.max(Math.round((residents * size(code)) / size(codes[0]!)), 100)
    const what = { county: demoCounty(code), residents: people, months, end, seed, defects }
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
