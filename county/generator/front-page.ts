/** 住院病案首页: one discharged stay as a row with the HQMS names (standards part 15.1). */
import type { Random } from '../demo/random.ts'
import { ageOn, dayText } from './calendar.ts'
import { yuan } from './csv.ts'
import type { Person } from './person.ts'
import type { Stay } from './stay.ts'

const OTHERS = 15
const OPERATIONS = 7
const numbered = (n: number, names: string) => Array.from({ length: n }, (_, i) => names.split(' ').map((name) => name + (i + 1))).flat()
export const frontPageHeader: readonly string[] = [
  ...'USERNAME YLFKFS JKKH ZYCS BAH XM XB CSRQ NL GJ BZYZSNL XSECSTZ XSERYTZ CSD GG MZ SFZH ZY HY XZZ DH YB1 HKDZ YB2 GZDWJDZ'.split(' '),
  ...'DWDH YB3 LXRXM GX DZ DH2 RYTJ RYSJ RYSJS RYKB RYBF ZKKB CYSJ CYSJS CYKB CYBF SJZYTS MZZD JBBM ZYZD JBDM RYBQ'.split(' '),
  ...numbered(OTHERS, 'QTZD JBDM RYBQ'),
  ...'WBYY H23 BLZD JBMM BLH YWGM GMYW SWHZSJ XX RH KZR ZRYS ZZYS ZYYS ZRHS JXYS SXYS BMY BAZL ZKYS ZKHS ZKRQ'.split(' '),
  ...numbered(OPERATIONS, 'SSJCZBM SSJCZRQ SSJB SSJCZMC SZ YZ EZ QKDJ QKYHLB MZFS MZYS'),
  ...'LYFS YZZY_YLJG WSY_YLJG SFZZYJH MD RYQ_T RYQ_XS RYQ_F RYH_T RYH_XS RYH_F ZFY ZFJE YLFUF ZLCZF HLF QTFY BLZDF SYSZDF'.split(' '),
  ...'YXXZDF LCZDXMF FSSZLXMF WLZLF SSZLF MAF SSF KFF ZYZLF XYF KJYWF ZCYF ZCYF1 XF BDBLZPF QDBLZPF NXYZLZPF XBYZLZPF'.split(' '),
  ...'HCYYCLF YYCLF YCXYYCLF QTF'.split(' '),
]
const place = new Map(frontPageHeader.map((name, i) => [name, i]))
const firstOther = place.get('QTZD1')!
const firstOperation = place.get('SSJCZBM1')!

/** What the row knows besides the stay: doctors by department, what was paid in cash (fen), an address, names of diagnoses, the last day files know. */
export type Around = {
  r: Random
  doctors: (department: string) => readonly string[]
  cash: number
  address: string
  nameOf: (code: string) => string
  today: number
}
type Cells = Readonly<Record<string, string | number>>

export function frontPageRow(stay: Stay, around: Around): string {
  const row = Array<string | number>(frontPageHeader.length).fill('')
  const fill = (cells: Cells) => {
    for (const name in cells) row[place.get(name)!] = cells[name]!
  }
  const doctors = around.doctors(stay.illness.department)
  const doctor = (i: number) => doctors[(stay.from + i) % doctors.length] ?? ''
  fill(patientCells(stay, around))
  fill(stayCells(stay, around))
  fill({ KZR: doctor(0), ZRYS: doctor(1), ZZYS: doctor(2), ZYYS: doctor(3), BAZL: around.r.unit() < 0.92 ? 1 : 2 })
  fill(costCells(stay, around.cash))
  for (const [i, code] of stay.others.slice(0, OTHERS).entries())
    row.splice(firstOther + 3 * i, 3, around.nameOf(code), code, around.r.unit() < 0.93 ? 1 : 4)
  for (const [i, o] of stay.operations.slice(0, OPERATIONS).entries()) {
    const surgery =
      o.level > 0
        ? [o.level, o.name, doctor(1), doctor(2), '', o.incision, 1, o.anaesthesia, '']
        : ['', o.name, doctor(1), '', '', '', '', '', '']
    row.splice(firstOperation + 11 * i, 11, o.code, dayText(o.day), ...surgery)
  }
  return row.join(',')
}

function patientCells({ person: p, at, from, record, times, baby }: Stay, { address }: Around): Cells {
  const age = ageOn(p.birth, from)
  return {
    USERNAME: at.code,
    YLFKFS: p.insurance === 'employee' ? 1 : p.insurance === 'resident' ? 2 : 7,
    ZYCS: times,
    BAH: record,
    XM: p.name,
    XB: p.male ? 1 : 2,
    CSRQ: dayText(p.birth),
    NL: age,
    GJ: 'CHN',
    BZYZSNL: age < 1 ? ((from - p.birth) / 30.44).toFixed(2) : '',
    XSECSTZ: baby ? baby.weight : '',
    XSERYTZ: from - p.birth < 28 ? 2400 + ((p.index * 37) % 1400) : '',
    MZ: '01',
    SFZH: p.idCard,
    ZY: occupation(p, age),
    HY: maritalOf(p, age),
    XZZ: address,
    HKDZ: address,
    GX: 1,
    XX: 1 + (p.index % 4),
    RH: 2,
  }
}

/** 职业, front page codes. */
const occupation = (p: Person, age: number) => {
  if (age < 18) return 31
  return p.insurance === 'employee' ? (age >= 60 ? 80 : 17) : 27
}
/** 婚姻 GB/T 2261.2 */
export const maritalOf = (p: Person, age: number) => (age < 20 ? '10' : p.married ? '20' : age > 70 ? '30' : '10')

function stayCells(stay: Stay, { nameOf, today }: Around): Cells {
  const { illness, from, to, minute, toMinute, leave } = stay
  const injury = /^[ST]/.test(illness.code)
  return {
    RYTJ: stay.way,
    RYSJ: dayText(from),
    RYSJS: Math.floor(minute / 60),
    RYKB: illness.department,
    CYSJ: dayText(to),
    CYSJS: Math.floor(toMinute / 60),
    CYKB: illness.department,
    SJZYTS: stay.days,
    MZZD: nameOf(illness.code),
    JBBM: illness.code,
    ZYZD: nameOf(illness.code),
    JBDM: illness.code,
    RYBQ: 1,
    WBYY: injury ? '意外跌倒' : '',
    H23: injury ? 'W19.x00' : '',
    YWGM: 1,
    SWHZSJ: leave === '5' ? 2 : '',
    ZKRQ: to + 3 <= today ? dayText(to + 3) : '',
    LYFS: leave,
    YZZY_YLJG: leave === '2' ? (stay.sentTo?.name ?? '') : '',
    WSY_YLJG: leave === '3' ? (stay.sentTo?.name ?? '') : '',
    SFZZYJH: 1,
  }
}

function costCells({ fen, costs }: Stay, cash: number): Cells {
  const cells: Record<string, string> = { ZFY: yuan(fen), ZFJE: yuan(cash) }
  for (const parts of [costs.parts, costs.within]) for (const name in parts) if (parts[name]! > 0) cells[name] = yuan(parts[name]!)
  return cells
}
