/** What clean files say of care, row by row: whom, where and when. Read by hand, with nothing the engine knows. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fen, linesOf, type Row, rowOf } from './csv.ts'

export type Place = Readonly<{ code: string } & Record<'inside' | 'primary' | 'village' | 'tcm' | 'county' | 'lead', boolean>>
/** `township`: where the person lived on the row's day; undefined where no register says so. */
type Seen = { row: Row; month: string; at: Place; person: string; township: string | undefined }
export type Visit = Seen & { fen: number; drugFen: number }
export type Stay = Seen & { from: number; day: number; days: number; fen: number; levels: readonly number[] }
export type Operation = { month: string; at: Place; level: number }
export type Settlement = Seen &
  Record<'fen' | 'fund' | 'large' | 'aid' | 'own', number> & { place: string; care: boolean; inpatient: boolean }
export type Facts = {
  visits: readonly Visit[]
  stays: readonly Stay[]
  operations: readonly Operation[]
  settlements: readonly Settlement[]
  /** Insured residents at the ends of the months, by township. */
  insured: (month: string, township?: string) => number
}

const DAY = 86_400_000
const dayOf = (time: string) => Date.parse(`${time.slice(0, 10)}T00:00:00Z`) / DAY
/** English names hold commas. */
const cells = (line: string) => [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map((m) => m[1] ?? m[2] ?? '')

function placesOf(folder: string) {
  const [header = '', ...lines] = readFileSync(join(folder, 'institutions.csv'), 'utf8').trimEnd().split('\n')
  const at = header.split(',').indexOf('机构类别')
  const types = new Map(lines.map((line) => [cells(line)[0]!, cells(line)[at]!]))
  return (code: string, inside: boolean): Place => {
    const type = types.get(code) ?? ''
    const is = (pattern: RegExp) => pattern.test(type)
    return {
      ...{ code, inside, primary: is(/^[BCD]/), village: is(/^D/), tcm: is(/^A2/) },
      ...{ county: inside && is(/^[AG]/), lead: inside && is(/^A1/) },
    }
  }
}

export function factsOf(folder: string, files: readonly { kind: string; name: string }[]): Facts {
  const rows = (kind: string) =>
    files.flatMap(({ kind: k, name }) => {
      if (k !== kind) return []
      const { header, lines } = linesOf(folder, name)
      return lines.map((line) => rowOf(header, line))
    })
  const place = placesOf(folder)
  const residents = new Map(rows('residents').flatMap((r) => (r['常住'] === '是' ? [[r['证件号码']!, r] as const] : [])))
  const died = new Map(rows('deaths').map((r) => [r['证件号码']!, r['死亡时间']!.slice(0, 10)]))
  const livesAt = (r: Row, day: string) => (r['迁入日期'] || '0') <= day && day <= (r['迁出日期'] || '9')
  const seen = (row: Row, person: string, time: string, at: Place): Seen => {
    const home = residents.get(person)
    return { row, month: time.slice(0, 7), at, person, township: home && livesAt(home, time.slice(0, 10)) ? home['乡镇代码'] : undefined }
  }

  const settlements = rows('settlements').map((row): Settlement => {
    const inside = row['就医地'] === '县内'
    const own = fen(row['个人账户支付']) + fen(row['个人现金支付'])
    return {
      ...seen(row, row['证件号码']!, row['结算时间']!, place(row['机构代码']!, inside)),
      ...{ place: row['就医地']!, care: row['就医类别'] !== '药店购药', inpatient: row['就医类别'] === '住院' },
      ...{ fen: fen(row['总费用']), fund: fen(row['统筹基金支付']), large: fen(row['大病保险支付']), aid: fen(row['医疗救助支付']), own },
    }
  })
  const elsewhere = settlements.filter((s) => !s.at.inside && s.care)
  const visits = [
    ...rows('visits').map(
      (row): Visit => ({
        ...seen(row, row['证件号码']!, row['就诊时间']!, place(row['机构代码']!, true)),
        ...{ fen: fen(row['总费用']), drugFen: fen(row['药费']) },
      }),
    ),
    ...elsewhere
      .filter((s) => !s.inpatient)
      .map(
        ({ row, person, at, fen }): Visit => ({ ...seen({ 就诊类别: row['就医类别']! }, person, row['入院时间']!, at), fen, drugFen: 0 }),
      ),
  ]
  const pages = rows('front-pages')
  const stays = [
    ...pages.map((row): Stay => {
      const [from, day] = [dayOf(row['RYSJ']!), dayOf(row['CYSJ']!)]
      const levels = Array.from({ length: 7 }, (_, i) => Number(row[`SSJB${i + 1}`])).filter((level) => level > 0)
      return {
        ...seen(row, row['SFZH']!, row['CYSJ']!, place(row['USERNAME']!, true)),
        ...{ from: from + Number(row['RYSJS']) / 24, day, days: Math.max(day - from, 1), fen: fen(row['ZFY']), levels },
      }
    }),
    ...elsewhere
      .filter((s) => s.inpatient)
      .map(({ row, person, at, fen }): Stay => {
        const [begun, ended] = [row['入院时间']!, row['出院时间']!]
        const [from, day] = [dayOf(begun), dayOf(ended)]
        const hours = Number(begun.slice(11, 13)) + Number(begun.slice(14, 16)) / 60
        const code = { JBDM: row['诊断编码']!.split(';')[0]! }
        return { ...seen(code, person, ended, at), from: from + hours / 24, day, days: Math.max(day - from, 1), fen, levels: [] }
      }),
  ]
  const operations = pages.flatMap((row) =>
    Array.from({ length: 7 }, (_, i) => i + 1).flatMap((i): Operation[] =>
      row[`SSJCZBM${i}`]
        ? [{ month: row[`SSJCZRQ${i}`]!.slice(0, 7), at: place(row['USERNAME']!, true), level: Number(row[`SSJB${i}`]) }]
        : [],
    ),
  )
  const covered = [...residents.values()].filter((r) => r['险种'] !== '自费')
  const known = new Map<string, number>()
  const insured = (month: string, township?: string) => {
    const key = `${month} ${township}`
    const n = known.get(key) ?? insuredAt(month, township)
    known.set(key, n)
    return n
  }
  const insuredAt = (month: string, township?: string) => {
    const [year, number] = month.split('-').map(Number) as [number, number]
    const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
    const there = (r: Row) => livesAt(r, last) && r['出生日期']! <= last && (died.get(r['证件号码']!) ?? '9') >= last
    return covered.filter((r) => (township === undefined || r['乡镇代码'] === township) && there(r)).length
  }
  return { visits, stays, operations, settlements, insured }
}
