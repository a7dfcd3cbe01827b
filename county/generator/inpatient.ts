/** What people lie in hospital for: the county model's table (calibration 17.4 [U]), and the ranking of what leaves the county. */
import type { Kind } from './places.ts'

/** One reason for a stay: length in days and cost in yuan as the table's means; both are then held to the institution's own. */
export type Case = {
  code: string
  department: string
  days: number
  yuan: number
  operation?: string
  /** For whom: age groups of conditions.ts, `f` women of 15–44. */
  ages: string
  /** For whom of the other sex it cannot be. */
  sex?: 'f' | 'm'
}

/** Code, department, ages, weight, days, yuan, operation or -, where: h county hospital, t Chinese medicine, w township, m maternal and child centre, w at the end of flags: winter. */
const TABLE = `J18.900 内科 0134 7 8 5500 - htwm w;J15.900 内科 34 2 9 6200 - hw w;I63.900 神经内科 34 8 10 7800 - ht;I63.800 神经内科 34 2 8 6000 - htw;I20.000 心血管内科 34 4 8 7600 angiography h;I25.103 心血管内科 34 4 8 6900 - htw;
J44.100 内科 34 5 9 7000 - htw w;E11.900 内科 34 3 9 5600 - htw;E11.400 内科 34 1 9 6000 - ht;E11.200 内科 34 1 10 6600 - h;I10.x00x031 心血管内科 34 4 8 5200 - htw;J20.900 内科 0134 4 6 3200 - htwm w;J06.900 内科 01 2 5 2800 - htwm w;
K29.500 内科 234 2 6 4000 - htw;K25.900 内科 234 1 7 4800 gastroscopy h;K26.900 内科 23 1 6 4400 gastroscopy h;A09.900 内科 01234 1.5 5 3000 - htwm;K80.100 外科 234 2 8 9500 cholecystectomy h;K80.000 外科 234 1 9 9800 cholecystectomy h;K81.000 外科 34 1 7 6000 - ht;
K35.800 外科 1234 3 7 8500 appendectomy ht;K40.900 外科 034 1.5 6 7000 hernia ht;K64.800 外科 234 2.5 6 6500 haemorrhoid ht;S52.500 骨科 134 1.5 9 9500 forearm ht;S72.100 骨科 4 1.5 15 19000 femur h;S82.200 骨科 234 1.5 14 14500 tibia h;S22.300 骨科 34 1 10 6000 - ht;
S32.000 骨科 34 1 12 9000 vertebra ht;S42.000 骨科 23 .5 11 11000 clavicle ht;M51.200 骨科 234 3 9 5500 traction htw;M50.900 骨科 34 2 9 5000 traction htw;M17.900 骨科 34 1 9 5200 traction tw;N18.905 内科 34 3 10 9000 dialysis h;I50.900 心血管内科 34 3 9 8000 - htw;
S06.000 外科 1234 1 8 6500 - h;S06.300 外科 234 1 15 19000 craniotomy h;N20.100 外科 23 2 6 8000 ureteroscopy h;C34.900 内科 34 1.5 9 9500 chemotherapy h;C16.900 内科 34 1.5 9 9500 chemotherapy h;C15.900 内科 34 1 9 9500 chemotherapy h;C80.900 内科 34 1 8 8000 - htw;
R42.x00 神经内科 34 1.5 6 4200 - htw;G45.900 神经内科 34 1.5 7 5400 - htw;I69.300 神经内科 4 2 12 6200 acupuncture tw;L03.900 外科 34 .7 8 5200 - htw;N39.000 内科 234 1 7 4500 - htw;D50.900 内科 24 .6 7 4800 - h;K92.200 内科 34 1 7 8200 gastroscopy h;J93.900 内科 24 .4 8 7800 drainage h;
N40.x00 外科 m4 .8 9 9500 prostate h;H25.900 外科 4 .8 3 5600 cataract h;O20.000 妇产科 f 1 5 2600 - hm;O00.900 妇产科 f .5 6 8000 salpingectomy hm;O03.900 妇产科 f .6 3 2600 curettage hm;D25.900 妇产科 f .8 9 10500 hysterectomy hm;N83.200 妇产科 f .6 7 8500 ovary hm;N73.900 妇产科 f .8 7 3800 - hmt;
P59.900 儿科 n 1 6 4200 - hm;P23.900 儿科 n .4 9 7500 - hm;Z51.100 内科 34 1 4 5600 chemotherapy h;I48.x00 心血管内科 4 .7 7 6400 - ht`

/** What leaves the county, by its usual ranking: tumours, stents, strokes, joints and spine, eyes, high-risk birth, severe newborns, kidney, immune and blood diseases, mental illness, thyroid. */
const BEYOND = `C34.900 胸外科 34 5 12 21000 lobectomy o;C16.900 胃肠外科 34 4 14 26000 gastrectomy o;C15.900 胸外科 34 3 15 28000 oesophagus o;C50.900 乳腺外科 f34 2.5 11 16000 mastectomy o;C18.900 胃肠外科 34 2 14 25000 colectomy o;C20.x00 胃肠外科 34 2 14 26000 colectomy o;
C22.900 肝胆外科 34 1.5 12 22000 - o;Z51.100 肿瘤科 34 8 5 7800 chemotherapy o;I21.900 心血管内科 34 4 8 26000 stent o;I25.103 心血管内科 34 6 7 21000 stent o;I63.900 神经内科 34 4 11 15000 - o;I61.900 神经外科 34 2 17 36000 craniotomy o;I67.900 神经内科 34 1 9 13000 - o;
M16.900 骨科 34 2 11 32000 hip o;M17.900 骨科 34 3 11 30000 knee o;M48.001 骨科 34 3 12 26000 spine o;M51.200 骨科 23 2 9 15000 spine o;H25.900 眼科 4 4 4 6800 cataract o;H33.000 眼科 34 1 7 11000 vitrectomy o;H35.300 眼科 4 1 3 6500 - o;O14.900 产科 f 1.2 8 11000 caesarean o;
O44.100 产科 f .6 8 12500 caesarean o;P07.300 新生儿科 n 1.4 20 26000 - o;Q24.900 小儿外科 01 1 12 31000 heart o;J18.900x004 儿科 01 2 9 9500 - o;N18.905 肾内科 34 2 11 14000 dialysis o;N04.900 肾内科 123 1 10 9500 - o;M06.900 风湿免疫科 34 1.5 9 8500 - o;
M32.900 风湿免疫科 23 .7 9 9000 - o;C92.000 血液科 1234 .8 18 32000 chemotherapy o;C90.000 血液科 34 .6 13 20000 chemotherapy o;D61.900 血液科 234 .5 12 14000 - o;F20.900 精神科 23 2 30 9500 - o;E05.900 内分泌科 23 .8 8 7200 - o;C73.x00 甲状腺外科 23 2.5 8 15500 thyroid o;
S72.000 骨科 4 1.5 13 33000 hip o;S06.500 神经外科 234 1 17 42000 craniotomy o;K80.500 肝胆外科 34 1.5 10 18000 cholecystectomy o;N20.000 泌尿外科 23 1.5 8 14000 ureteroscopy o;J44.100 呼吸科 4 1 11 13000 - o`

const LETTER: Readonly<Record<Kind, string>> = { hospital: 'h', tcm: 't', township: 'w', maternal: 'm', outside: 'o', clinic: '-' }

const rows = [...TABLE.split(/;\s*/), ...BEYOND.split(/;\s*/)].map((line) => {
  const [code = '', department = '', who = '', weight, days, yuan, operation = '-', where = '', season = ''] = line.split(' ')
  const sex = who.startsWith('f') ? ('f' as const) : who.startsWith('m') ? ('m' as const) : undefined
  const ages = who.replace('m', '') === 'f' ? '2' : who.replace(/[fm]/, '')
  const about = { code, department, days: Number(days), yuan: Number(yuan), ages, ...(sex ? { sex } : {}) }
  const item: Case = operation === '-' ? about : { ...about, operation }
  return { item, weight: Number(weight), where, winter: season === 'w' }
})

const pools = new Map<string, readonly Case[]>()
/** Cases of an institution repeated by weight; `group` as in conditions.ts, or `n` for newborns. Empty when nobody of that age lies there. */
export function casesAt(kind: Kind, group: string, male: boolean, winter: boolean): readonly Case[] {
  const key = `${kind}${group}${male}${winter}`
  const made = pools.get(key)
  if (made) return made
  const fits = rows.filter(
    ({ item, where }) => where.includes(LETTER[kind]) && item.ages.includes(group) && !(item.sex && (item.sex === 'm') !== male),
  )
  const children = group === '0' || group === '1'
  const pool = fits.flatMap(({ item, weight, winter: cold }) => {
    const one = children && item.department === '内科' ? { ...item, department: '儿科' } : item
    return Array<Case>(Math.round(weight * 10 * (cold && winter ? 1.5 : 1))).fill(one)
  })
  pools.set(key, pool)
  return pool
}

/** The row of a diagnosis at a kind of institution. @throws RangeError when the table has none */
export function caseOf(code: string, kind: Kind): Case {
  const row = rows.find(({ item, where }) => item.code === code && where.includes(LETTER[kind]))
  if (!row) throw new RangeError(`no case ${code} at ${kind}`)
  return row.item
}
