/**
 * Every figure that is confirmed for something generated comes out within 5 %. Sources: calibration of the county model, parts 17.1–17.4; national figures are those of the health statistics
 * bulletins 卫生健康事业发展统计公报. Where national figures and the county model contradict each other, this decides:
 * - mean costs of all hospitals (361.6 and 10 315.8 yuan, 2023) belong to a nation with more level-3 care; a county's hospitals are level 2 (218.6; 6 762.3), what lies beyond is level 3 (354.4; 13 930.6);
 * - average stay: 8.4 days are public hospitals, all of the county's; 8.8 are all hospitals, those beyond the county included; bed use 86.0 % is public hospitals (79.4 % all hospitals, private too);
 * - beds: 7.23 in 1 000 people is the nation; 3.5 is the county's authorised beds, while open beds are as many as the admissions need;
 * - shares of visits: private care has no files, so the shares of the others stand for the whole; community centres and stations are the townships' and villages'.
 */
import { describe, expect, it } from 'vitest'
import { demoCounty } from '../demo/index.ts'
import { ageOn, dayOf } from './calendar.ts'
import { diseases } from './chronic.ts'
import { dyingAges, lethal } from './deaths.ts'
import { generated } from './fixtures/read.ts'
import { livesOf } from './lives.ts'
import { here, type Person } from './person.ts'
import { placesOf } from './places.ts'
import { settingOf } from './setting.ts'

const county = demoCounty('141099')
const options = { county, residents: 30_000, months: 12, end: '2025-06-30', seed: 11 }
const { truth, of } = generated(options)
const places = placesOf(county)
const kindOf = (code: string) => places.at(code)?.kind ?? 'other'
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
const last = dayOf(options.end)
const years = (truth.months.length * 30.4375) / 365.25

const visits = of('visits')
const pages = of('front-pages')
const settlements = of('settlements')
const staff = of('staff').filter((s) => !s['离职日期'])
const beds = of('beds')
const dead = new Set(of('deaths').map((d) => d['证件号码']))
const residents = of('residents').filter((p) => p['常住'] === '是' && !p['迁出日期'] && !dead.has(p['证件号码']))
const share = (has: (p: (typeof residents)[number]) => boolean) => residents.filter(has).length / residents.length
const yearsOf = (p: (typeof residents)[number]) => ageOn(dayOf(p['出生日期']!), last)
const population = sum(truth.county.population) / truth.months.length
const allVisits = sum(truth.county.visitsIn) + sum(truth.county.visitsOut)
const visitsTo = (kinds: RegExp) => visits.filter((v) => kinds.test(kindOf(v['机构代码']!))).length
const admissions = sum(truth.county.admissionsIn) + sum(truth.county.admissionsOut)
const pagesOf = (kinds: RegExp) => pages.filter((p) => kinds.test(kindOf(p['USERNAME']!)))
const mean = (rows: readonly Readonly<Record<string, string>>[], of: (row: Readonly<Record<string, string>>) => number) =>
  sum(rows.map(of)) / rows.length
const money = (name: string) => (row: Readonly<Record<string, string>>) => Number(row[name])
const away = settlements.filter((s) => s['就医地'] !== '县内')
const awayStays = away.filter((s) => s['就医类别'] === '住院')
const awayVisits = away.filter((s) => /门诊|急诊/.test(s['就医类别']!))
const daysOf = (s: Readonly<Record<string, string>>) => Math.max(dayOf(s['出院时间']!.slice(0, 10)) - dayOf(s['入院时间']!.slice(0, 10)), 1)
const hospitalStays = [...pagesOf(/hospital|tcm/).map((p) => Number(p['SJZYTS'])), ...awayStays.map(daysOf)]
const bedDays = (kinds: RegExp, name: string) => sum(beds.filter((b) => kinds.test(kindOf(b['机构代码']!))).map(money(name)))
const employed = (post: RegExp) => staff.filter((s) => post.test(s['岗位类别']!)).length
const clinics = places.all.filter((i) => i.kind === 'clinic')
const townMonth = beds.filter((b) => b['月份'] === truth.months.at(-1))
const households = new Set(of('residents').map((p) => p['户号'])).size
const hospitalVisits = visitsTo(/hospital|tcm/) + sum(truth.county.visitsOut)

const figures: [name: string, measured: number, expected: number][] = [
  ['17.1 aged 0–14, %: Shanxi 2023', 100 * share((p) => yearsOf(p) < 15), 14.93],
  ['17.1 aged 15–59, %', 100 * share((p) => yearsOf(p) >= 15 && yearsOf(p) < 60), 63.43],
  ['17.1 aged 60 and over, %', 100 * share((p) => yearsOf(p) >= 60), 21.64],
  ['17.1 aged 65 and over, %', 100 * share((p) => yearsOf(p) >= 65), 15.2],
  ['17.1 men, %', 100 * share((p) => p['性别'] === '男'), 51.06],
  ['17.1 births in 1 000', (1000 * sum(truth.county.births)) / (population * years), 6.13],
  ['17.1 deaths in 1 000', (1000 * dead.size) / (population * years), 8.38],
  ['17.1 natural growth in 1 000', (1000 * (sum(truth.county.births) - dead.size)) / (population * years), -2.25],
  ['17.1 persons a household: census 2020', of('residents').length / households, 2.67],
  ['17.1 authorised beds in 1 000: target 2025', (1000 * sum(townMonth.map(money('编制床位')))) / options.residents, 3.5],
  ['17.2 visits a person-year: 9.55 billion, 2023', allVisits / (population * years), 6.8],
  ['17.2 hospital visits to primary care: 4.26 to 3.75 billion, 2023', hospitalVisits / visitsTo(/township|clinic/), 4.26 / 3.75],
  [
    '17.2 township and community centres to village clinics and stations: 2.14 to 1.61 billion',
    visitsTo(/township/) / visitsTo(/clinic/),
    2.14 / 1.61,
  ],
  [
    '17.2 share of Chinese medicine, %: 1.54 of 9.55 billion',
    (100 * visits.filter((v) => v['中医病证编码']).length) / visits.length,
    (100 * 1.54) / 9.55,
  ],
  ['17.2 admissions in 100 person-years: 2023', (100 * admissions) / (population * years), 21.4],
  [
    '17.2 share of hospitals in admissions, %',
    (100 * (sum(truth.county.admissionsOut) + admissionsAt(/hospital|tcm/))) / admissions,
    (100 * 245) / 301.9,
  ],
  [
    '17.2 share of township and community centres in admissions, %',
    (100 * admissionsAt(/township/)) / admissions,
    (100 * (39.9 + 4.8)) / 301.9,
  ],
  ['17.2 average stay in days: public hospitals, 2023', mean(pagesOf(/hospital|tcm/), money('SJZYTS')), 8.4],
  ['17.2 average stay in days: all hospitals, 2023', sum(hospitalStays) / hospitalStays.length, 8.8],
  ['17.2 average stay in days: township centres, one province 2022', mean(pagesOf(/township/), money('SJZYTS')), 6.7],
  [
    '17.2 bed use, %: public hospitals, 2023',
    (100 * bedDays(/hospital|tcm/, '实际占用总床日数')) / bedDays(/hospital|tcm/, '实际开放总床日数'),
    86,
  ],
  ['17.2 doctors in 1 000: 2024', (1000 * employed(/^执业/)) / options.residents, 3.61],
  ['17.2 nurses in 1 000: 2024', (1000 * employed(/护士/)) / options.residents, 4.16],
  ['17.2 general practitioners in 10 000: 2024', (10_000 * staff.filter((s) => s['是否全科'] === '是').length) / options.residents, 4.54],
  [
    '17.2 staff of a village clinic: 1.242 million in 570 000, 2024',
    staff.filter((s) => kindOf(s['机构代码']!) === 'clinic').length / clinics.length,
    1.242 / 0.57,
  ],
  [
    '17.3 a visit to a level-2 hospital, yuan: 2022',
    mean(
      visits.filter((v) => /hospital|tcm/.test(kindOf(v['机构代码']!))),
      money('总费用'),
    ),
    218.6,
  ],
  ['17.3 a visit to a level-3 hospital, yuan: 2022', mean(awayVisits, money('总费用')), 354.4],
  ['17.3 a stay in a level-2 hospital, yuan: 2022', mean(pagesOf(/hospital|tcm/), money('ZFY')), 6762.3],
  ['17.3 a stay in a level-3 hospital, yuan: 2022', mean(awayStays, money('总费用')), 13930.6],
  [
    '17.3 a visit to a township centre, yuan [K]',
    mean(
      visits.filter((v) => kindOf(v['机构代码']!) === 'township'),
      money('总费用'),
    ),
    89,
  ],
  ['17.3 a stay in a township centre, yuan [K]', mean(pagesOf(/township/), money('ZFY')), 2170],
  ['17.3 drugs in the cost of a visit, % [K]', (100 * sum(visits.map(money('药费')))) / sum(visits.map(money('总费用'))), 37.5],
  [
    '17.3 drugs in the cost of a stay, % [K]',
    (100 * sum(pages.map((p) => Number(p['XYF']) + Number(p['ZCYF']) + Number(p['ZCYF1'])))) / sum(pages.map(money('ZFY'))),
    26.5,
  ],
  ['17.4 strokes in 100 000 person-years: 2019', (100_000 * sum(truth.county.strokes)) / (population * years), 201],
]

function admissionsAt(kinds: RegExp) {
  return sum(Object.entries(truth.institutions).map(([code, series]) => (kinds.test(kindOf(code)) ? sum(series.admissions) : 0)))
}

describe('a county of 30 000 in a year', () => {
  it.each(figures)('%s: %d for %d', (_, measured, expected) => {
    expect(Math.abs(measured / expected - 1)).toBeLessThan(0.05)
  })
})

describe('long illnesses', () => {
  const setting = settingOf({ ...options, residents: 40_000, months: 24 })
  const { people, strikes, dying } = livesOf(setting)
  const living = people.filter((p) => here(p, setting.window.last))
  const has = (p: Person, key: string) => p.illnesses.some((x) => x.key === key)
  const prevalence = (key: string, from: number, fits: (p: Person) => boolean = () => true) => {
    const group = living.filter((p) => ageOn(p.birth, setting.window.last) >= from && fits(p))
    return (100 * group.filter((p) => has(p, key)).length) / group.length
  }
  const strokes = (code: string) => (100_000 * strikes.filter((s) => s.code.startsWith(code)).length) / (40_000 * setting.window.years)

  it.each([
    ['hypertension of adults, %: 2020–22', prevalence('HTN', 18), 31.6],
    ['hypertension of rural adults, %', prevalence('HTN', 18), 33.7],
    ['hypertension of men, %', prevalence('HTN', 18, (p) => p.male), 36.8],
    ['diabetes of adults, % [K]', prevalence('DM', 18), 12.1],
    ['COPD of 40 and over, % [K]', prevalence('COPD', 40), 13.6],
    ['people who had a stroke, %: ischaemic 1 256 and haemorrhagic 215 in 100 000', prevalence('STROKE', 0), 1.471],
    ['ischaemic strokes in 100 000 person-years', strokes('I63'), 145],
    ['haemorrhagic strokes in 100 000 person-years', strokes('I61'), 45],
  ])('17.4 %s: %d for %d', (_, measured, expected) => {
    expect(Math.abs(measured / expected - 1)).toBeLessThan(0.05)
  })

  it('17.4: the rural die of circulation in 48 %, of cancer in 23 % [K] of cases', () => {
    const caused = (by: RegExp) => (100 * dying.filter((p) => by.test(p.death!.cause)).length) / dying.length
    expect(Math.abs(caused(/^I/) / 48 - 1)).toBeLessThan(0.05)
    expect(Math.abs(caused(/^C/) / 23 - 1)).toBeLessThan(0.05)
  })

  it('17.5: hypertension grows from 5 % at 30 to 65 % at 75', () => {
    const { at } = diseases[0]!
    expect([at(30), at(75)]).toEqual([0.05, 0.65])
  })
})

it('17.2 infants: 4.0 of 1 000 born die (2024)', () => {
  const setting = settingOf({ ...options, residents: 1_400_000 })
  const infants = dyingAges(setting, lethal(setting)).filter((d) => d.birth >= setting.window.first).length
  expect(Math.abs(infants / (0.00613 * 1_400_000) / 0.004 - 1)).toBeLessThan(0.05)
})
