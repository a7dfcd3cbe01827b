import { describe, expect, it } from 'vitest'
import { diagnosis } from '../../src/capabilities/visits/codes/codes.ts'
import { readIdCard } from '../../src/fhir/china/id-card.ts'
import { demoCounty } from './index.ts'
import { demoResidents } from './residents.ts'
import { demoVisits, visitHeader } from './visits.ts'

const county = demoCounty('141099')
const options = { county, residents: 5000, months: 12, end: '2025-06-30', seed: 7 }
const rows = [...demoVisits(options)]
const column = (name: string) => rows.map((row) => row[visitHeader.indexOf(name)]!)
const byCode = new Map(county.organizations.filter((o) => o.level !== 'department').map((o) => [o.code, o]))
const share = (holds: (row: string[]) => boolean) => rows.filter(holds).length / rows.length
const at = (type: RegExp) => share((row) => type.test(byCode.get(row[1]!)!.type!) && byCode.get(row[1]!)!.township !== undefined)

describe('demoResidents', () => {
  const people = demoResidents(county, 5000, '2025-06-30', 7)

  it('have unique valid numbers that no practitioner holds, and live in the county', () => {
    const held = new Set(county.practitioners.map((p) => p.idCard))
    const villages = new Set(county.county.divisions.map((d) => d.code))
    expect(new Set(people.map((p) => p.idCard)).size).toBe(people.length)
    expect(people.filter((p) => held.has(p.idCard) || !villages.has(p.village))).toEqual([])
    for (const p of people) expect(readIdCard(p.idCard, '2025-06-30')).toMatchObject({ ok: true, birthDate: p.birthDate, sex: p.sex })
  })

  it('are as old as the county says', () => {
    expect(Math.abs(people.filter((p) => p.birthDate > '2010-06-30').length / 5000 - 0.149)).toBeLessThan(0.02)
    expect(Math.abs(people.filter((p) => p.birthDate <= '1960-06-30').length / 5000 - 0.152)).toBeLessThan(0.02)
  })
})

describe('demoVisits', () => {
  it('gives the same rows for the same arguments, others for another seed', () => {
    const start = (seed: number) => [...demoVisits({ ...options, residents: 200, months: 1, seed })]
    expect(start(7)).toEqual(start(7))
    expect(start(8)).not.toEqual(start(7))
  })

  it('fills nine well-formed columns, in order of time, within the months asked for', () => {
    expect(rows.filter((row) => row.length !== visitHeader.length)).toEqual([])
    expect(new Set(column('就诊号')).size).toBe(rows.length)
    const times = column('就诊时间')
    expect(times.filter((t) => !/^202[45]-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d$/.test(t))).toEqual([])
    expect(times).toEqual(times.toSorted())
    expect([times[0]!.slice(0, 10), times.at(-1)!.slice(0, 10)]).toEqual(['2024-07-01', '2025-06-30'])
    expect(column('总费用').filter((yuan) => !/^\d+\.\d\d$/.test(yuan))).toEqual([])
  })

  it.each(['141099', '141097'])('names only known diagnoses and departments that the institution has (%s)', (code) => {
    const here = demoCounty(code)
    const some = [...demoVisits({ ...options, county: here, residents: 2000, months: 3 })]
    const institutions = new Map(here.organizations.map((o) => [o.code, o]))
    const departments = new Set(here.organizations.filter((o) => o.level === 'department').map((o) => `${o.parent} ${o.name}`))
    expect([...new Set(some.map((row) => row[7]!))].filter((code) => !diagnosis('icd10', code))).toEqual([])
    const inCounty = some.map((row) => [institutions.get(row[1]!)!, row[6]] as const).filter(([o]) => o.township)
    expect(inCounty.filter(([o, department]) => !departments.has(`${o.id} ${department}`))).toEqual([])
    expect(inCounty.length).toBeGreaterThan(2000)
  })

  it('starts on the first of a month that has no such day', () => {
    const first = [...demoVisits({ ...options, residents: 500, months: 1, end: '2025-03-30' })][0]!
    expect(first[4]!.slice(0, 10)).toBe('2025-03-01')
  })

  it('has about 6.8 visits per person-year, near the county model in its shares', () => {
    expect(rows.length / 5000).toBeGreaterThan(6.5)
    expect(rows.length / 5000).toBeLessThan(7.1)
    expect(Math.abs(at(/^A100/) - 0.28)).toBeLessThan(0.04)
    expect(Math.abs(at(/^A210/) - 0.085)).toBeLessThan(0.02)
    expect(Math.abs(at(/^C2/) - 0.2)).toBeLessThan(0.06)
    expect(Math.abs(at(/^D600/) - 0.28)).toBeLessThan(0.06)
    expect(Math.abs(share((row) => byCode.get(row[1]!)!.township === undefined) - 0.1)).toBeLessThan(0.03)
  })

  it('is busy on Mondays, quiet on Sundays', () => {
    const on = (weekday: number) => share((row) => new Date(row[4]!.slice(0, 10)).getUTCDay() === weekday) * 7
    expect(on(1)).toBeGreaterThan(1.12)
    expect(on(0)).toBeLessThan(0.75)
  })

  it('brings the chronically ill back to one place with one diagnosis', () => {
    const pairs = rows.filter((row) => row[7] === 'I10.x00x002').map((row) => `${row[2]} ${row[1]}`)
    const people = new Set(pairs.map((pair) => pair.slice(0, 18)))
    expect(new Set(pairs).size).toBe(people.size)
    expect(pairs.length / people.size).toBeGreaterThan(2)
  })
})
