import { describe, expect, it } from 'vitest'
import { frontPage as full } from '../../../../test/front-page.ts'
import { readerOf, resourcesOf, rowContext, rulesOf } from '../../../../test/rows.ts'
import { fromFhir } from '../../../capabilities/admissions/fhir.ts'
import { Admission } from '../../../capabilities/admissions/shape.ts'
import { makeIdCard } from '../../../fhir/china/id-card.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { fromFhir as residentFrom } from '../../../patterns/patient/fhir.ts'
import { propose } from '../header.ts'
import type { Columns } from '../kind.ts'
import { columns, costKeys } from './front-pages/columns.ts'
import { frontPages } from './front-pages.ts'

const read = readerOf(frontPages)
const all: Columns = columns
const required = ['USERNAME', 'BAH', 'XM', 'XB', 'CSRQ', 'RYSJ', 'CYSJ', 'LYFS', 'JBDM', 'ZFY']
const least = Object.fromEntries(required.map((name) => [name, full[name]!]))
const stay = (row: Readonly<Record<string, string>>) => {
  const [encounter, patient, ...others] = resourcesOf(read(row))
  return { admission: fromFhir([encounter!, ...others]), patient: patient!, others }
}
const errors = (row: Readonly<Record<string, string>>) =>
  resourcesOf(read(row)).flatMap((r) => validate(r).filter((i) => i.severity === 'error'))

it('a full page and the least one become valid R4, and come back as the shape of a stay', () => {
  for (const row of [full, least]) {
    expect(errors(row)).toEqual([])
    expect(Admission.safeParse(stay(row).admission).error).toBeUndefined()
  }
  const { admission, patient, others } = stay(full)
  expect(others.map((r) => r.id!.replace(`${admission.id}-`, ''))).toEqual(['d1', 'd2', 'd3', 'd4', 'external', 'pathology', 'p1', 'p2'])
  expect(admission).toMatchObject({
    number: '00012345-2',
    admittedAt: '2026-01-05T09:00:00+08:00',
    dischargedAt: '2026-01-12T16:00:00+08:00',
    days: 7,
    department: { code: '普外科', name: '普外科' },
    departure: '2',
    receiver: '临州市人民医院',
    diagnoses: [
      { text: '急性阑尾炎', coded: { code: 'K35.900' }, onAdmission: '1' },
      {},
      {},
      { coded: { code: 'J98.414' }, onAdmission: '4' },
    ],
    operations: [{ coded: { code: '47.0101' }, at: '2026-01-05T13:20:00+08:00', level: '3', anaesthetist: '褚一一' }, { text: '54.1100' }],
    details: { age: 76, comaBefore: 90, comaAfter: 1445, payment: '3', centre: '白马镇卫生院' },
    cost: { totalFen: 635_580, selfFen: 183_774, parts: { western: 119_580, antimicrobial: 38_000 } },
  })
  expect(residentFrom([patient])).toMatchObject({
    name: '张三',
    sex: 'male',
    birthDate: '1950-01-01',
    idCard: '141099195001011235',
    phone: '13800000001',
    address: '清源县白马镇王家庄 3 号',
    contactName: '张小三',
    nation: '01',
    marital: '20',
  })
})

/** Another value that the column may hold as well. */
function another(name: string): Record<string, string> {
  const now = full[name]!
  const special: Record<string, Record<string, string>> = {
    USERNAME: { USERNAME: 'QY0000038' },
    XB: { XB: '9' },
    SFZH: { SFZH: makeIdCard('141099', '1950-01-01', 125) },
    ZFY: { ZFY: '6356.80', QTF: '21.00' },
    RYSJ: { RYSJ: '2026-01-04' },
    CYSJ: { CYSJ: '2026-01-11' },
    CSRQ: { CSRQ: '1950-01-02' },
    ZKRQ: { ZKRQ: '2026-01-14' },
    SSJCZRQ1: { SSJCZRQ1: '2026-01-05 14:20' },
    SSJCZRQ2: { SSJCZRQ2: '2026-01-07' },
  }
  if (special[name]) return special[name]
  if (name in costKeys) {
    const contained = ['WLZLF', 'MAF', 'SSF', 'KJYWF'].includes(name)
    const next = (Number(now) + (contained ? -1 : 1)).toFixed(2)
    return contained ? { [name]: next } : { [name]: next, ZFY: '6356.80' }
  }
  const column = all[name]!
  if (column.codes) return { [name]: Object.keys(column.codes).find((code) => code.length === now.length && code !== now)! }
  if (column.type === 'integer') return { [name]: String(Number(now) + 1) }
  if (column.type === 'icd10') return { [name]: 'K36.x00' }
  if (column.type === 'icd9') return { [name]: '47.0900' }
  return { [name]: column.type === 'money' ? (Number(now) + 1).toFixed(2) : `${now}1` }
}
const said = Object.keys(full).filter((name) => full[name] !== '-')
it('the example says something in every column but those of newborns and repeats', () => {
  const silent = Object.keys(columns).filter((name) => !said.includes(name) && !/\d$/.test(name))
  expect(silent).toEqual(['BZYZSNL', 'XSECSTZ', 'XSERYTZ'])
  expect(Object.keys(full).filter((name) => !(name in columns))).toEqual([])
})
it.each([...said, 'BZYZSNL', 'XSECSTZ', 'XSERYTZ'])('nothing is lost of %s: another value gives other documents', (name) => {
  const change = full[name] && full[name] !== '-' ? another(name) : { [name]: '3' }
  expect(resourcesOf(read({ ...full, ...change }))).not.toEqual(resourcesOf(read(full)))
})
it('a part of the cost keeps its own name: two parts exchanged give another page', () => {
  const swapped = { ...full, HLF: full['SYSZDF']!, SYSZDF: full['HLF']! }
  expect(stay(swapped).admission.cost.parts).toMatchObject({ nursing: 86_000, laboratory: 21_000 })
})
it('zeros among the parts say nothing and are left out; without any part the cost is the total alone', () => {
  expect(stay({ ...least, QTF: full['ZFY']!, XF: '0.00', KFF: '0' }).admission.cost).toEqual({
    totalFen: 635_580,
    parts: { other: 635_580 },
  })
  expect(stay(least).admission.cost).toEqual({ totalFen: 635_580 })
})

describe('what is certainly wrong is refused', () => {
  it.each<[Record<string, string>, string]>([
    [{ JBDM: '' }, 'JBDM required'],
    [{ CYSJ: '2026-01-04', SSJCZRQ1: '', SSJCZRQ2: '' }, 'CYSJ order'],
    [{ CYSJ: '2026-07-01', SJZYTS: '177', SSJCZRQ1: '', SSJCZRQ2: '' }, 'CYSJ future'],
    [{ CSRQ: '2026-01-06', SFZH: '-', NL: '' }, 'CSRQ birth'],
    [{ SJZYTS: '10' }, 'SJZYTS days'],
    [{ NL: '67' }, 'NL age'],
    [{ RYSJS: '24' }, 'RYSJS hour'],
    [{ RYSJ: '2026-01-05 10:00' }, 'RYSJS hour'],
    [{ RYSJ: '2025-02-30' }, 'RYSJ time'],
    [{ ZFY: '6355.81' }, 'ZFY sum'],
    [{ XYF: '-1' }, 'XYF money'],
    [{ KJYWF: '1195.81' }, 'KJYWF part'],
    [{ WLZLF: '60.01' }, 'WLZLF part'],
    [{ MAF: '600.01' }, 'SSZLF operationParts'],
    [{ ZFJE: '6355.81' }, 'ZFJE self'],
    [{ SSJCZRQ2: '2026-01-13' }, 'SSJCZRQ2 operationDay'],
    [{ SSJCZRQ1: '2026-01-01' }, 'SSJCZRQ1 operationDay'],
    [{ JBDM2: 'O80.000' }, 'JBDM2 sex'],
    [{ XB: '2', SFZH: '', JBDM40: 'C61.x00' }, 'JBDM40 sex'],
    [{ XB: '2' }, 'XB id-card.sex'],
    [{ CSRQ: '1975-01-01', NL: '51' }, 'CSRQ id-card.birth'],
    [{ SFZH: '141099195001011236' }, 'SFZH id-card.check'],
    [{ SFZH: 'E12345678' }, 'SFZH id-card.length'],
    [{ JBDM: 'K35.900;I10.x00' }, 'JBDM one'],
    [{ USERNAME: 'QY9999999' }, 'USERNAME institution'],
    [{ LYFS: '7' }, 'LYFS code'],
  ])('%j', (change, rule) => {
    expect(rulesOf(read({ ...full, ...change }))).toEqual([rule])
  })

  it('and all that is wrong is said at once', () => {
    expect(rulesOf(read({ ...full, SJZYTS: '99', ZFJE: '9999.00', KJYWF: '1200' }))).toEqual(['SJZYTS days', 'KJYWF part', 'ZFJE self'])
  })
})

it.each<[string, Record<string, string>]>([
  ['no ID number, in the ways hospitals write it', { SFZH: '-' }],
  ['a foreigner with a passport', { GJ: '越南', SFZH: 'E12345678' }],
  ['a stay of one day counted at both ends', { SJZYTS: '8' }],
  ['a birthday by the lunar calendar', { CSRQ: '1950-02-17', NL: '75' }],
  ['times in whole', { RYSJ: '2026-01-05 09:15:30', RYSJS: '9', CYSJ: '2026-01-12 16:00', CYSJS: '' }],
  ['words in place of codes', { XB: '男', LYFS: '医嘱转院', RYBQ: '有', MZ: '汉族', HY: '已婚', SSJB1: '三级' }],
  ['codes as spreadsheets and the form of 2011 leave them', { MZ: '1', HY: '2', YLFKFS: '03', XX: '01' }],
])('takes %s', (_, change) => {
  expect(rulesOf(read({ ...full, ...change }))).toEqual([])
})

it('codes written in other ways are one code', () => {
  const { admission, patient } = stay({ ...full, MZ: '1', HY: '2', YLFKFS: '03', XX: '01', RH: '阳性' })
  const same = stay(full)
  expect([admission, patient]).toEqual([same.admission, same.patient])
})

it('codes that nobody has translated stay the institution’s own; a name from the county’s tables stands beside the code', () => {
  const named = readerOf(frontPages, rowContext({ nameOf: (_, code) => (code === 'I10.x00' ? '特发性高血压' : undefined) }))
  const [encounter, , ...others] = resourcesOf(named({ ...full, JBDM: '阑尾炎01', SSJCZBM2: '自定 手术' }))
  const { diagnoses, operations } = fromFhir([encounter!, ...others])
  expect(diagnoses[0]!.coded).toEqual({ code: '阑尾炎01', local: true })
  expect(operations[1]!.coded).toEqual({ code: '自定 手术', local: true })
  expect(diagnoses[1]).toEqual({ text: '高血压病', coded: { code: 'I10.x00', name: '特发性高血压' }, onAdmission: '1' })
})

it('one person has one Patient a hospital, with or without an ID number; a stay is its record number and how many times', () => {
  const ids = (change: Record<string, string>) =>
    resourcesOf(read({ ...full, ...change }))
      .slice(0, 2)
      .map((r) => r.id)
  const [first, again, first1] = [ids({}), ids({ ZYCS: '3' }), ids({ ZYCS: '1' })]
  expect(again[1]).toBe(first[1])
  expect(again[0]).not.toBe(first[0])
  expect(ids({ ZYCS: '' })[0]).toBe(first1[0])
  expect(ids({ SFZH: '' })[1]).toBe(ids({ SFZH: '-', ZYCS: '5' })[1])
})

it('finds its columns by pinyin or by the words of the form, each header once', () => {
  const names = Object.entries(all).flatMap(([key, { names = [] }]) => [key, ...names])
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  const words = Object.values(all).map(({ names }) => names![0]!)
  expect([...propose(frontPages, words).positions.keys()].sort()).toEqual(Object.keys(columns).sort())
  expect([...propose(frontPages, words).positions].filter(([key, at]) => all[key]!.names![0] !== words[at])).toEqual([])
  expect(propose(frontPages, Object.keys(full))).toMatchObject({ missing: [], unknown: [], twice: [] })
})
