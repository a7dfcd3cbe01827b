/** What brings people to a doctor: rough weights for a demo, not epidemiology. Codes are rows of the visits' ICD-10 table. */

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
K64.900 外科 234 2 -;N39.000 内科 234 3 s;N76.000 妇产科 f 6 -;N92.600 妇产科 f 4 -;N73.900 妇产科 f 3 -;Z34.900 妇产科 f 8 -;H10.900 内科 01234 2 s;K04.000 外科 1234 4 -;R50.900 内科 01 6 s;B08.400 内科 0 3 -;R07.400 心血管内科 34 2 -`

const EMERGENCY =
  'R07.400 6;R10.400 9;T14.100 9;S06.900 3;I21.900 1;I63.900 3;R50.900 10;N23.x00 4;K35.800 3;A09.900 6;S52.500 3;T60.000 1;R55.x00 2;J46.x00 1;W54.x00 4'

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

/** Share of adults that has a disease at 30 and at 75, straight between (hypertension, diabetes: calibration of the county model; the others rough). */
export const chronic: (Reason & { at30: number; at75: number })[] = [
  { code: 'I10.x00x002', department: '心血管内科', at30: 0.05, at75: 0.65 },
  { code: 'E11.900', department: '内科', at30: 0.02, at75: 0.22 },
  { code: 'I25.103', department: '心血管内科', at30: 0.001, at75: 0.16 },
  { code: 'J44.900', department: '内科', at30: 0.005, at75: 0.18 },
  { code: 'I69.300', department: '神经内科', at30: 0.001, at75: 0.09 },
  { code: 'M06.900', department: '内科', at30: 0.003, at75: 0.01 },
]
