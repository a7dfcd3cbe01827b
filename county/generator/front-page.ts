/** 住院病案首页: one discharged stay as a row with the HQMS names (standards part 15.1). */
import type { Random } from '../demo/random.ts'
import { ageOn, dayText } from './calendar.ts'
import { yuan } from './csv.ts'
import type { Person } from './person.ts'
import type { Stay } from './stay.ts'

const OTHERS = 15
const OPERATIONS = 7
const numbered = (n: number, names: string) => Array.from({ length: n }, (_, i) => names.split(' ').map((name) => name + (i + 1))).flat()
const HEADER: readonly string[] = [
  ...'USERNAME YLFKFS JKKH ZYCS BAH XM XB CSRQ NL GJ BZYZSNL XSECSTZ XSERYTZ CSD GG MZ SFZH ZY HY XZZ DH YB1 HKDZ YB2 GZDWJDZ DWDH YB3 LXRXM GX DZ DH2'.split(
    ' ',
  ),
  ...'RYTJ RYSJ RYSJS RYKB RYBF ZKKB CYSJ CYSJS CYKB CYBF SJZYTS MZZD JBBM ZYZD JBDM RYBQ'.split(' '),
  ...numbered(OTHERS, 'QTZD JBDM RYBQ'),
  ...'WBYY H23 BLZD JBMM BLH YWGM GMYW SWHZSJ XX RH KZR ZRYS ZZYS ZYYS ZRHS JXYS SXYS BMY BAZL ZKYS ZKHS ZKRQ'.split(' '),
  ...numbered(OPERATIONS, 'SSJCZBM SSJCZRQ SSJB SSJCZMC SZ YZ EZ QKDJ QKYHLB MZFS MZYS'),
  ...'LYFS YZZY_YLJG WSY_YLJG SFZZYJH MD RYQ_T RYQ_XS RYQ_F RYH_T RYH_XS RYH_F ZFY ZFJE YLFUF ZLCZF HLF QTFY BLZDF SYSZDF YXXZDF LCZDXMF FSSZLXMF WLZLF SSZLF MAF SSF KFF ZYZLF'.split(
    ' ',
  ),
  ...'XYF KJYWF ZCYF ZCYF1 XF BDBLZPF QDBLZPF NXYZLZPF XBYZLZPF HCYYCLF YYCLF YCXYYCLF QTF'.split(' '),
]
export const frontPageHeader = HEADER

/** What the row knows besides the stay. */
export type Around = {
  r: Random
  doctors: (department: string) => readonly string[]
  cash: number
  placeName: string
  nameOf: (code: string) => string
}

export function frontPageRow(stay: Stay, around: Around): string {
  const { person: p, at, illness, others, operations } = stay
  const { r, nameOf } = around
  const age = ageOn(p.birth, stay.from)
  const staff = around.doctors(illness.department)
  const doctor = (i: number) => staff[(stay.from + i) % staff.length] ?? ''
  const baby = stay.baby
  const cells: Record<string, string | number> = {
    ...{
      USERNAME: at.code,
      YLFKFS: p.insurance === 'employee' ? 1 : p.insurance === 'resident' ? 2 : 7,
      ZYCS: stay.times,
      BAH: stay.record,
      XM: p.name,
      XB: p.male ? 1 : 2,
    },
    ...{
      CSRQ: dayText(p.birth),
      NL: age,
      GJ: 'CHN',
      MZ: '01',
      SFZH: p.idCard,
      ZY: occupation(p, age),
      HY: age < 20 ? 10 : p.married ? 20 : age > 70 ? 30 : 10,
    },
    ...(age < 1 ? { BZYZSNL: ((stay.from - p.birth) / 30.44).toFixed(2) } : {}),
    ...(baby ? { XSECSTZ: baby.weight } : stay.from - p.birth < 28 ? { XSERYTZ: 2400 + ((p.index * 37) % 1400) } : {}),
    ...{ XZZ: around.placeName, HKDZ: around.placeName, LXRXM: p.name.slice(0, 1) + (p.male ? '秀英' : '建军'), GX: 1, RYTJ: stay.way },
    ...{
      RYSJ: dayText(stay.from),
      RYSJS: Math.floor(stay.minute / 60),
      RYKB: illness.department,
      CYSJ: dayText(stay.to),
      CYSJS: Math.floor(stay.toMinute / 60),
      CYKB: illness.department,
    },
    ...{ SJZYTS: stay.days, MZZD: nameOf(illness.code), JBBM: illness.code, ZYZD: nameOf(illness.code), JBDM: illness.code, RYBQ: 1 },
    ...(/^[ST]/.test(illness.code) ? { WBYY: '意外跌倒', H23: 'W19.x00' } : {}),
    ...{
      YWGM: 1,
      XX: 1 + (p.index % 4),
      RH: 2,
      KZR: doctor(0),
      ZRYS: doctor(1),
      ZZYS: doctor(2),
      ZYYS: doctor(3),
      BAZL: r.unit() < 0.92 ? 1 : 2,
    },
    ...{ ZKRQ: dayText(stay.to + 3), LYFS: stay.leave, SFZZYJH: 1, ...(stay.leave === '5' ? { SWHZSJ: 2 } : {}) },
    ...(stay.leave === '2' ? { YZZY_YLJG: stay.sentTo?.name ?? '' } : stay.leave === '3' ? { WSY_YLJG: stay.sentTo?.name ?? '' } : {}),
    ...{ ZFY: yuan(stay.fen), ZFJE: yuan(around.cash), ...costCells(stay) },
  }
  for (const [i, code] of others.slice(0, OTHERS).entries())
    Object.assign(cells, { [`QTZD${i + 1}`]: nameOf(code), [`JBDM${i + 1}`]: code, [`RYBQ${i + 1}`]: r.unit() < 0.93 ? 1 : 4 })
  operations.slice(0, OPERATIONS).forEach((o, i) => {
    const n = i + 1
    Object.assign(cells, { [`SSJCZBM${n}`]: o.code, [`SSJCZRQ${n}`]: dayText(o.day), [`SSJCZMC${n}`]: o.name, [`SZ${n}`]: doctor(1) })
    if (o.level > 0)
      Object.assign(cells, {
        [`SSJB${n}`]: o.level,
        [`YZ${n}`]: doctor(2),
        [`QKDJ${n}`]: o.incision,
        [`QKYHLB${n}`]: 1,
        [`MZFS${n}`]: o.anaesthesia,
      })
  })
  return HEADER.map((name) => cells[name] ?? '').join(',')
}

function costCells({ costs }: Stay): Record<string, string> {
  const all = Object.entries({ ...costs.parts, ...costs.within }).filter(([, fen]) => fen > 0)
  return Object.fromEntries(all.map(([name, fen]) => [name, yuan(fen)]))
}

const occupation = (p: Person, age: number) =>
  age < 18 ? 31 : age >= 60 ? (p.insurance === 'employee' ? 80 : 27) : p.insurance === 'employee' ? 17 : 27
