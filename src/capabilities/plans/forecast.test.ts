import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecast, type Rhythm } from './forecast.ts'

const monthly: Rhythm = { seasons: 12, overlap: 1 }
const rolling: Rhythm = { seasons: 1, overlap: 12 }
/** The last day of the n-th month from January 2023. */
const dayOf = (n: number) => new Date(Date.UTC(2023, n + 1, 0)).toISOString().slice(0, 10)
const pointsOf = (values: readonly number[]) => values.map((value, i) => ({ day: dayOf(i), value }))

/** Numbers between 0 and 1 that are the same each time (mulberry32). */
function chance(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

type World = { slope: number; season: number; alike: number }
/** A share that rises, swings through the year by two points and is noisy by one. */
function history(seed: number, length: number, { slope, season, alike }: World): number[] {
  const random = chance(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const phase = Math.floor(random() * 12)
  let noise = 0
  return Array.from({ length }, (_, i) => {
    noise = alike * noise + normal()
    return 50 + slope * i + season * Math.sin((2 * Math.PI * (i + phase)) / 12) + noise
  })
}
const rollingYears = (months: readonly number[]) => months.slice(11).map((_, i) => months.slice(i, i + 12).reduce((a, b) => a + b, 0) / 12)

/** Of five hundred histories: how many of the later values lay in the range, how wide it was, and how far off the middle. */
function backTest(known: number, ahead: number, rhythm: Rhythm, world: World) {
  const runs = 500
  const sum = { held: 0, width: 0, off: 0 }
  for (let seed = 1; seed <= runs; seed++) {
    const months = history(seed * 7919, known + ahead + 11, world)
    const values = rhythm.overlap === 12 ? rollingYears(months) : months.slice(0, known + ahead)
    const told = forecast(pointsOf(values.slice(0, known)), dayOf(known + ahead - 1), rhythm)!
    const truth = values[known + ahead - 1]!
    sum.held += truth >= told.low && truth <= told.high ? 1 : 0
    sum.width += told.high - told.low
    sum.off += Math.abs(told.value - truth)
  }
  return { held: sum.held / runs, width: sum.width / runs, off: sum.off / runs }
}

describe('on histories with a trend, a season and noise', () => {
  const world = { slope: 0.2, season: 2, alike: 0 }
  it.each([
    [18, 12],
    [24, 3],
    [24, 12],
    [36, 3],
    [36, 12],
    [36, 24],
  ])('of %i months, %i ahead: the range holds in about four of five, and is not twice as wide as it must be', (known, ahead) => {
    const { held, width, off } = backTest(known, ahead, monthly, world)
    expect(held).toBeGreaterThan(0.74)
    expect(held).toBeLessThan(0.88)
    expect(width, 'noise alone needs 2.56').toBeLessThan(5.2)
    expect(off, 'noise alone is off by 0.8').toBeLessThan(1.6)
  })
  it('neighbours that resemble each other do not make it too sure', () => {
    const { held, width } = backTest(36, 12, monthly, { ...world, alike: 0.6 })
    expect(held).toBeGreaterThan(0.72)
    expect(width).toBeLessThan(6)
  })
  it.each([
    [8, 3],
    [14, 12],
  ])('of %i months, %i ahead, a season and a trend look alike: the range is wider and still holds', (known, ahead) => {
    const { held, width } = backTest(known, ahead, monthly, world)
    expect(held).toBeGreaterThan(0.74)
    expect(width).toBeLessThan(16)
  })
  it.each([
    [25, 12],
    [36, 3],
    [36, 12],
  ])('rolling years, %i of them, %i ahead: wider than their smooth line looks, as neighbours share eleven months', (known, ahead) => {
    const { held, width, off } = backTest(known, ahead, rolling, world)
    expect(held).toBeGreaterThan(0.78)
    expect(width).toBeLessThan(2.2)
    expect(off).toBeLessThan(0.6)
  })
})

describe('its laws', () => {
  it('needs six points, and a day after them', () => {
    expect(forecast(pointsOf([1, 2, 3, 4, 5]), dayOf(9), monthly)).toBeUndefined()
    expect(forecast(pointsOf([1, 2, 3, 4, 5, 6]), dayOf(5), monthly)).toBeUndefined()
    expect(forecast(pointsOf([1, 2, 3, 4, 5, 6]), dayOf(6), rolling)?.value).toBeCloseTo(7, 0)
  })
  it('a wild month moves it little', () => {
    const line = Array.from({ length: 30 }, (_, i) => 60 + 0.3 * i)
    const wild = line.map((value, i) => (i === 20 ? value + 30 : value))
    const [calm, told] = [line, wild].map((values) => forecast(pointsOf(values), dayOf(35), rolling)!.value) as [number, number]
    expect(Math.abs(told - calm)).toBeLessThan(0.5)
  })
  it('a trend is damped beyond a year, and the range reaches to where it would be undamped', () => {
    const line = pointsOf(Array.from({ length: 36 }, (_, i) => 40 + 0.5 * i))
    const told = forecast(line, dayOf(35 + 36), rolling)!
    expect(told.value).toBeLessThan(57.5 + 0.5 * 21.1)
    expect(told.value).toBeGreaterThan(57.5 + 0.5 * 18)
    expect(told.high).toBeGreaterThan(57.5 + 0.5 * 35.5)
  })
  it('always lies in its range, the range in its bounds unless the series has been beyond them, and higher values make higher forecasts', () => {
    const series = fc.array(fc.double({ min: -50, max: 150, noNaN: true }), { minLength: 6, maxLength: 36 })
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 60 }), fc.constantFrom(monthly, rolling), (values, ahead, rhythm) => {
        const told = forecast(pointsOf(values), dayOf(values.length - 1 + ahead), rhythm, { low: 0, high: 100 })!
        expect(told.low).toBeLessThanOrEqual(told.value)
        expect(told.value).toBeLessThanOrEqual(told.high)
        if (values.every((value) => value >= 0)) expect(told.low).toBeGreaterThanOrEqual(0)
        if (values.every((value) => value <= 100)) expect(told.high).toBeLessThanOrEqual(100)
        const free = forecast(pointsOf(values), dayOf(values.length - 1 + ahead), rhythm)!
        const lifted = forecast(pointsOf(values.map((value) => value + 7)), free.day, rhythm)!
        expect(lifted.value - free.value).toBeCloseTo(7, 6)
      }),
    )
  })
})
