import { measured } from '../../kernel/grammar/amount.ts'
import { changeOf, signed } from '../../kernel/grammar/change.ts'
import type { MeasureUnit } from '../../kernel/grammar/measure.ts'
import type { CountiesCompared, CountyValue, PrefectureBoard, PrefectureTarget } from './contract.ts'
import { inOrder } from './rank.ts'
import { aimed, goalOf } from './values.ts'

type Names = ReadonlyMap<string, string>
/** So many indicators fit on the page. */
const fits = 6
const numerals = [...'一二三四五六七八九十']
const listed = (names: readonly string[]) => names.join('、')

/**
 * The bulletin (通报) of a prefecture, drafted from the numbers on the page: who leads, who is behind, who improved most, what is lacking to the prefecture's targets, of whom
 * nothing is known. Plain sentences without praise or blame; a person edits it before it goes out. Chinese only: it is a Chinese document.
 * @param codes the indicators it tells, in order; by default the first that have data of at least two counties
 */
export function bulletinOf(board: PrefectureBoard, prefecture: string, codes?: readonly string[]): string {
  const names: Names = new Map(board.counties.map(({ id, name }) => [id, name]))
  const told = board.indicators
    .filter(({ code, values }) => (codes ? codes.includes(code) : differ(values, board.counties.length)))
    .slice(0, fits)
  const span = `${board.year}年1—${Number(board.today.slice(5, 7))}月`
  const indicators = told.map((one, i) => `（${numerals[i]}）${indicatorSentence(one, names)}`)
  const parts = [
    ...(indicators.length ? [['主要指标', ...indicators]] : []),
    ...(board.targets.length ? [['方案目标', ...targetSentences(board)]] : []),
    ['数据报送', silentSentence(board, told, names)],
  ]
  return [
    `关于${span}${prefecture}各县（市、区）卫生健康工作进展情况的通报`,
    `现将${span}（截至${dayWords(board.today)}）${board.counties.length}个县（市、区）主要指标和方案目标进展情况通报如下。指标由各县业务记录汇总，与去年同期相比；本月数据尚不完整。`,
    ...parts.flatMap(([title, ...lines], i) => [`${numerals[i]}、${title}`, ...lines]),
    '请相关县（市、区）对照目标核查原因，按期推进；数据未报送的，请及时补报。',
    dayWords(board.today),
  ].join('\n')
}

/** Whether half of the counties have data, and differ: where all are the same, there is nothing to tell. */
function differ(values: readonly CountyValue[], counties: number): boolean {
  const known = values.flatMap(({ value }) => value ?? [])
  return 2 * known.length >= counties && new Set(known).size > 1
}
const suffix: Partial<Record<MeasureUnit, string>> = { yuan: '元', days: '天', minutes: '分钟' }
const valued = (value: number, unit: MeasureUnit) => `${measured(value, unit)}${suffix[unit] ?? ''}`
const dayWords = (day: string) => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** One indicator: the whole, the first and the last, who improved most and who lost most. */
export function indicatorSentence({ text, unit, better, whole, values }: CountiesCompared, names: Names): string {
  const known = inOrder(
    values.flatMap((one) => (one.value === null ? [] : [{ ...one, id: one.county, value: one.value }])),
    better,
  )
  const say = ({ county, value }: { county: string; value: number }) => `${names.get(county)}（${valued(value, unit)}）`
  const ends = known.length >= 6 ? 3 : 1
  const [front, back] = better === 'neither' ? ['较高的是', '较低的是'] : ['居前的是', '居后的是']
  const change = moves({ unit, better }, known)
  return [
    `${text[0]}：${whole === null ? '' : `全市${valued(whole, unit)}；`}${front}${listed(known.slice(0, ends).map(say))}`,
    `${back}${listed(known.slice(-ends).map(say))}`,
    ...(change.best ? [`改善最多的是${names.get(change.best.county)}（${change.best.words}）`] : []),
    ...(change.worst ? [`不利变化最大的是${names.get(change.worst.county)}（${change.worst.words}）`] : []),
  ]
    .join('；')
    .concat('。')
}

/** Who changed most for the better and for the worse against last year; nobody where neither way is better. */
function moves(about: Pick<CountiesCompared, 'unit' | 'better'>, values: readonly CountyValue[]) {
  const changed = values.flatMap(({ county, value, lastYear }) => {
    const change = changeOf(value, lastYear, about)
    if (!change || change.verdict === 'neutral') return []
    return [
      {
        county,
        ...change,
        words: `${signed(change.amount)}${change.points ? (about.unit === 'permille' ? '个千分点' : '个百分点') : '%'}`,
      },
    ]
  })
  const most = (verdict: 'good' | 'bad') =>
    changed
      .filter((one) => one.verdict === verdict)
      .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || a.county.localeCompare(b.county))[0]
  return { best: most('good'), worst: most('bad') }
}

/** The prefecture's own targets: how many stand how, then each that is counted over counties and not met, with what is lacking where. */
function targetSentences({ targets, counties }: PrefectureBoard): string[] {
  const count = (status: PrefectureTarget['status']) => targets.filter((one) => one.status === status).length
  const sum = `市级目标共${targets.length}项：已达标${count('met')}项，按进度推进${count('on-way')}项，落后${count('behind')}项，暂无数据${count('no-data')}项。`
  const short = targets.filter(({ status, missing }) => status !== 'met' && missing.length > 0)
  return [
    sum,
    ...short.map((one) => {
      const where = one.missing.map(({ name, lacks }) => `${name}${lacks === undefined ? '' : `（${lacks}家）`}`)
      const who = where.length > counties.length / 2 ? `${where.length}个县（市、区）` : listed(where)
      return `${one.text[0]}：现为${one.now === undefined ? '暂无数据' : aimed(one.now, one.unit)}，目标${goalOf(one).replace(' ', '')}，尚缺${who}。`
    }),
  ]
}

/** Counties of which an indicator that is told, or a target of a plan they carry out, has no data. */
function silentSentence({ counties, matrix }: PrefectureBoard, told: readonly CountiesCompared[], names: Names): string {
  const silent = counties.flatMap(({ id }) => {
    const numbers = told.filter(({ values }) => values.some(({ county, value, few }) => county === id && value === null && !few)).length
    const aims = matrix.filter(
      ({ value, cells }) => value !== undefined && cells.some((cell) => cell.county === id && cell.adopted && cell.value === undefined),
    ).length
    return numbers + aims > 0 ? [`${names.get(id)}（${numbers + aims}项）`] : []
  })
  return silent.length ? `以下县（市、区）有指标或目标暂无数据：${listed(silent)}。` : '各县（市、区）数据均已报送。'
}
