/** What brings people to a doctor: rough weights [U]. Codes are rows of the diagnosis table, or of ICD-10 where it has no such row. */

/** 0: under 5 · 1: 5–14 · 2: 15–44 · 3: 45–59 · 4: 60 and over. */
export const groupOf = (age: number) => (age < 5 ? 0 : age < 15 ? 1 : age < 45 ? 2 : age < 60 ? 3 : 4)

/** Relative number of visits by age group; those with a chronic disease come more often. */
export const visitsByGroup = [9, 4, 4, 6, 9] as const
export const visitsForChronic = 6

export type Reason = { code: string; department: string }

/** Code, department of a hospital, age groups (f: women of 15–44 only), weight, w: half as many again in winter, s: simple enough for a village clinic. */
const ACUTE = `J06.900 内科 01234 30 ws;J00.x00x003 内科 01234 9 ws;J20.900 内科 01234 12 ws;J02.900 内科 01234 8 ws;J03.900 内科 012 5 ws;J18.900 内科 014 4 w;J10.100 内科 01234 3 ws;J45.900 内科 234 2 w;
K29.500 内科 234 9 s;A09.900 内科 01234 6 s;K30.x00 内科 234 4 s;K59.000 内科 4 2 s;L30.900 内科 01234 4 s;L50.900 内科 01234 3 s;B02.900 内科 4 1 -;R42.x00 神经内科 34 5 s;G47.000 神经内科 234 4 s;R51.x00 神经内科 23 3 s;
M54.500 骨科 234 7 s;M51.200 骨科 234 6 -;M47.801 骨科 234 5 s;M17.900 骨科 34 6 s;M75.000 骨科 34 3 s;S93.400 骨科 123 2 -;S52.500 骨科 14 1 -;T14.000 外科 01234 4 s;S61.900 外科 123 2 s;K80.200 外科 234 2 -;N20.100 外科 23 2 -;
K64.900 外科 234 2 -;N39.000 内科 234 3 s;N76.000 妇产科 f 6 -;N92.600 妇产科 f 4 -;N73.900 妇产科 f 3 -;H10.900 内科 01234 2 s;K04.000 外科 1234 4 -;R50.900 内科 01 6 s;B08.400 内科 0 3 -;R07.400 心血管内科 34 2 -;I48.x00 心血管内科 4 1 -`

const EMERGENCY =
  'R10.400 9;T14.100 9;S06.000 3;R50.900 10;N23.x00 4;K35.800 3;A09.900 6;S52.500 3;T60.000 1;R55.x00 2;J46.x00 1;W54.x00 4;T78.400 3;R04.000 2;R56.000 1'

/** Reasons repeated by weight, so that picking one is one draw; [winter][simple only][group, the sixth for women of 15–44]. */
export const acute: Reason[][][][] = [false, true].map((winter) =>
  [false, true].map((simple) => ['0', '1', '2', '3', '4', '2f'].map((groups) => pool(winter, simple, groups))),
)

function pool(winter: boolean, simple: boolean, groups: string): Reason[] {
  return ACUTE.split(/;\s*/).flatMap((line) => {
    const [code = '', adults = '', ages = '', weight, flags = ''] = line.split(' ')
    const fits = [...groups].some((g) => ages.includes(g)) && (!simple || flags.includes('s'))
    const times = Number(weight) * 2 * (winter && flags.includes('w') ? 1.5 : 1)
    const department = /[01]/.test(groups) && adults === '内科' ? '儿科' : adults
    return fits ? Array<Reason>(times).fill({ code, department }) : []
  })
}

export const emergency: Reason[] = EMERGENCY.split(';').flatMap((line) =>
  Array<Reason>(Number(line.split(' ')[1])).fill({ code: line.split(' ')[0]!, department: '急诊科' }),
)

/** What Chinese medicine calls it: beginning of the ICD-10 code, disease and syndrome of GB/T 15657 as in the house's own table. */
const TCM: readonly [string, string, string][] = [
  ['J0', 'A01.01.x01', 'B01.01.x01'],
  ['J1', 'A04.04.x01', 'B04.04.x04'],
  ['J2', 'A04.04.x01', 'B04.04.x05'],
  ['J4', 'A04.04.x03', 'B04.04.x09'],
  ['K2', 'A04.03.x01', 'B04.03.x07'],
  ['K', 'A04.03.x02', 'B04.03.x06'],
  ['A0', 'A04.03.x08', 'B04.03.x08'],
  ['M5', 'A07.01.x07', 'B01.01.x08'],
  ['M4', 'A07.01.x06', 'B01.01.x05'],
  ['M', 'A07.01.x01', 'B01.01.x05'],
  ['S', 'A07.01.x11', 'B03.01.x10'],
  ['I69', 'A04.02.x03', 'B03.01.x11'],
  ['I6', 'A04.02.x02', 'B01.01.x07'],
  ['I2', 'A04.01.x01', 'B04.01.x05'],
  ['I5', 'A04.01.x03', 'B04.01.x04'],
  ['I', 'A04.02.x01', 'B04.02.x05'],
  ['E11', 'A06.01.x01', 'B03.01.x13'],
  ['R42', 'A04.02.x01', 'B04.02.x05'],
  ['R51', 'A04.02.x04', 'B04.02.x05'],
  ['G47', 'A04.01.x04', 'B04.01.x07'],
  ['L', 'A08.01.x01', 'B01.01.x16'],
  ['N3', 'A04.05.x02', 'B04.05.x08'],
  ['N', 'A16.01.x03', 'B04.02.x03'],
]
const known = new Map<string, string>()
/** Disease and syndrome, parted by `;`. */
export function tcmOf(code: string): string {
  const found = known.get(code)
  if (found) return found
  const [, disease, syndrome] = TCM.find(([start]) => code.startsWith(start)) ?? ['', 'A06.01.x03', 'B03.01.x09']
  known.set(code, `${disease};${syndrome}`)
  return `${disease};${syndrome}`
}
