import { describe, expect, it } from 'vitest'
import { demoCounty } from '../demo/index.ts'
import { generated } from './fixtures/read.ts'
import type { Truth } from './index.ts'

const options = { county: demoCounty('141099'), residents: 1500, months: 4, end: '2026-02-28', seed: 5 }
const clean = generated(options)
const spoilt = generated({ ...options, defects: 1 })
const bad = generated({ ...options, defects: 2.5 })
const events = ({ about: _, defects: __, ...rest }: Truth) => rest
const total = ({ truth }: typeof clean, defect: string) => Object.values(truth.defects).reduce((n, kind) => n + (kind[defect] ?? 0), 0)

describe('defects', () => {
  it('leave the events as they were', () => {
    expect(events(spoilt.truth)).toEqual(events(clean.truth))
    expect(events(bad.truth)).toEqual(events(clean.truth))
    expect(clean.truth.defects).toEqual({})
  })

  it('spoil a few rows and leave the others as they were', () => {
    const before = new Set(clean.files.flatMap((f) => f.rows))
    const rows = spoilt.files.flatMap((f) => f.rows)
    const changed = rows.filter((row) => !before.has(row)).length
    expect(changed / rows.length).toBeGreaterThan(0.025)
    expect(changed / rows.length).toBeLessThan(0.06)
  })

  it('come at the rates of the calibration, and more with the knob', () => {
    const rows = ['visits', 'settlements', 'front-pages', 'follow-ups', 'residents', 'deaths', 'chronic-registers'].reduce(
      (n, kind) => n + clean.of(kind).length,
      0,
    )
    expect(total(spoilt, 'missing') / rows).toBeGreaterThan(0.015)
    expect(total(spoilt, 'missing') / rows).toBeLessThan(0.025)
    expect(total(bad, 'missing') / total(spoilt, 'missing')).toBeGreaterThan(2)
    for (const defect of ['identity', 'code', 'unmatched', 'unnumbered', 'shifted', 'day', 'order', 'negative', 'sum', 'duplicate', 'late'])
      expect(total(bad, defect), defect).toBeGreaterThan(0)
  })

  it('bring late rows a month later, none twice but the duplicates', () => {
    const months = spoilt.files.filter((f) => f.kind === 'visits')
    const early = (month: string, rows: readonly string[], at: number) =>
      rows.filter((row) => row.split(',')[at]!.slice(0, 7) < month).length
    expect(early('2025-12', months[1]!.rows, months[1]!.header.indexOf('就诊时间'))).toBeGreaterThan(20)
    const { late = 0, duplicate = 0 } = spoilt.truth.defects['visits']!
    const kept = spoilt.of('visits').length - duplicate
    expect(clean.of('visits').length - kept).toBeLessThan(late)
    expect(clean.of('visits').length - kept).toBeGreaterThan(0)
  })

  it('keep the directories clean', () => {
    for (const kind of ['institutions', 'staff', 'beds', 'figures', 'population', 'settlement-sums'])
      expect(bad.of(kind)).toEqual(clean.of(kind))
  })
})
