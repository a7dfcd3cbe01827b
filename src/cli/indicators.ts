import { shift } from '../kernel/grammar/period.ts'
import { type Library, library, type Unit, unitsOf } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { localDay } from '../record/local-day.ts'
import type { Config } from '../server/config.ts'
import { Asked, mustFind } from '../server/indicators.ts'
import { parse } from '../server/refusals.ts'
import { numbersFor } from '../server/without-persons.ts'
import { chooseCounty, UsageError } from './county.ts'
import { type Sheet, sheetAs } from './sheet.ts'
import { withHouse } from './with-house.ts'

export type IndicatorOptions = {
  county?: string
  from?: string
  to?: string
  grain?: string
  unit?: string
  variant?: string
  of?: string
  csv?: boolean
  bom?: boolean
  json?: boolean
  /** As for somebody who may not see persons. */
  withoutPersons?: boolean
}
type Counting = Pick<House, 'record' | 'registry' | 'clock'>

/** `indicators [code]`: all indicators with their newest value, or one by period and unit; as a table, CSV or JSON. */
export async function printIndicators(config: Config, code: string | undefined, options: IndicatorOptions) {
  await withHouse(config, async (house) => {
    const county = await chooseCounty(house.record, options.county)
    process.stdout.write(await indicatorsText(house, county, code, options))
  })
}

/** What the command prints. @throws UsageError or Refusal that say what to mend */
export async function indicatorsText(
  house: Counting,
  county: number,
  code: string | undefined,
  options: IndicatorOptions,
): Promise<string> {
  if (options.csv && options.json) throw new UsageError('--csv 和 --json 只能选一个 / choose --csv or --json, not both')
  if (options.bom && !options.csv) throw new UsageError('--bom 只用于 --csv / --bom goes with --csv')
  const lib = await library(house, county)
  const sheet = code === undefined ? await newest(house, county, lib, options) : await one(house, county, lib, code, options)
  return sheetAs(sheet, options)
}

const monthOf = ({ clock }: Counting) => localDay(clock().toISOString()).slice(0, 7)
const wholeOf = (county: number): Unit => (county % 100 === 0 ? 'prefecture' : 'county')

/** Every indicator with its newest value of the county, of a month that is over, within thirteen months. */
async function newest(house: Counting, county: number, lib: Library, { withoutPersons = false }: IndicatorOptions): Promise<Sheet> {
  const indicators = [...lib.indicators.values()]
  const unit = wholeOf(county)
  const to = monthOf(house)
  const all = await numbersFor(house, county, indicators, { from: shift(to, -13), to, grain: 'month', unit }, withoutPersons)
  const rows = indicators.map(({ code, text, unit: measure }, i) => {
    const told = all[i]!.filter((cell) => cell.unit.id === unit && cell.value !== null && !cell.partial)
    const last = told.at(-1)
    return { code, name: text[0], period: last?.period ?? null, value: last?.value ?? null, measure }
  })
  return { columns: { code: '代码 code', name: '指标 indicator', period: '期间 period', value: '值 value', measure: '计量 measure' }, rows }
}

async function one(house: Counting, county: number, lib: Library, code: string, options: IndicatorOptions): Promise<Sheet> {
  if (!lib.indicators.has(code)) throw new UsageError(unknown(lib, code))
  const known = lib.indicators.get(code)!
  const told: Unit[] = county % 100 === 0 ? ['county', 'prefecture'] : unitsOf(known, lib.groups)
  const variants = known.variants?.map(({ name }) => name) ?? []
  if (options.variant !== undefined && !variants.includes(options.variant))
    throw new UsageError(
      `没有这种口径 / no such reading: ${options.variant}（${variants.join(', ') || '没有别的口径 / there are no others'}）`,
    )
  const to = options.to ?? monthOf(house)
  const asked = parse(Asked, {
    from: options.from ?? shift(to, -12),
    to,
    grain: options.grain ?? 'month',
    unit: options.unit ?? told[0],
    ...(options.variant === undefined ? {} : { variant: options.variant }),
  })
  if (!told.includes(asked.unit)) throw new UsageError(`${code} 只有这些单位的数 / is told only for: ${told.join(', ')}`)
  const { variant, ...question } = asked
  const [cells = []] = await numbersFor(house, county, [mustFind(lib, code, variant)], question, options.withoutPersons === true)
  const chosen = options.of === undefined ? cells : cells.filter(({ unit }) => unit.id === options.of || unit.name === options.of)
  if (options.of !== undefined && !chosen.length) {
    const there = [...new Set(cells.map(({ unit }) => `${unit.id} ${unit.name}`))].slice(0, 20)
    throw new UsageError(`没有这个单位的数 / no number of this unit: ${options.of}\n${there.join('\n')}`)
  }
  return {
    columns: {
      period: '期间 period',
      unit: '单位代码 unit',
      name: '单位 name',
      value: '值 value',
      numerator: '分子 numerator',
      denominator: '分母 denominator',
      lastYear: '上年同期 last year',
      before: '上期 before',
      partial: '未满期 partial',
    },
    rows: chosen.map(({ period, unit, value, numerator, denominator, lastYear, before, partial }) => ({
      period,
      unit: unit.id,
      name: unit.name,
      value,
      numerator,
      denominator: denominator ?? null,
      lastYear: lastYear ?? null,
      before: before ?? null,
      partial: partial ?? null,
    })),
  }
}

/** The codes that resemble what was typed. */
function unknown({ indicators }: Library, code: string): string {
  const words = code
    .toLowerCase()
    .split(/[^a-z0-9\p{Script=Han}]+/u)
    .filter(Boolean)
  const near = [...indicators.values()].filter((one) => words.some((word) => one.code.includes(word) || one.text[0].includes(word)))
  const list = near.slice(0, 10).map((one) => `  ${one.code}  ${one.text[0]}`)
  return [`没有这个指标 / no such indicator: ${code}`, ...list, '不带代码运行可看全部 / run without a code to see all'].join('\n')
}
