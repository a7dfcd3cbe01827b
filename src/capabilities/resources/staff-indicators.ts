import type { Indicator } from '../../kernel/grammar/measure.ts'
import { monitoring2020, ofLevel2 } from '../../patterns/numbers/sources.ts'
import { people, wordsOf } from '../../patterns/numbers/words.ts'
import { specialties } from './measures.ts'
import { numberTexts as texts } from './number-texts.ts'

/** Who works in the county. */
const words = wordsOf(texts)
const survey = '卫生资源与医疗服务调查制度：卫生人力'
const common = { theme: 'staff', better: 'higher', from: '2020-01-01' } as const
const per1000 = { ...common, unit: 'ratio', scale: 1000, denominator: people } as const
const per10000 = { ...common, unit: 'ratio', scale: 10_000, denominator: people } as const

export const staffIndicators: readonly Indicator[] = [
  { ...common, ...words('staffCount'), code: 'staff', unit: 'count', better: 'neither', numerator: 'staff.count', source: survey },
  {
    ...per1000,
    ...words('physiciansPer1000'),
    code: 'physicians-per-1000',
    numerator: 'staff.physicians',
    variants: [
      { name: 'licensed', text: texts.licensedOnly, numerator: 'staff.licensed', denominator: people },
      { name: 'village', text: texts.withVillageDoctors, numerator: 'staff.physicians + staff.village-doctors', denominator: people },
    ],
    source: '卫生健康事业发展统计公报：每千人口执业（助理）医师',
  },
  {
    ...per1000,
    ...words('nursesPer1000'),
    code: 'nurses-per-1000',
    numerator: 'staff.nurses',
    source: '卫生健康事业发展统计公报：每千人口注册护士',
  },
  {
    ...common,
    ...words('nursesPerPhysician'),
    code: 'nurses-per-physician',
    sets: ['L2-23'],
    unit: 'ratio',
    numerator: 'staff.nurses',
    denominator: 'staff.physicians',
    variants: [
      { name: 'county', text: texts.countyHospitals, numerator: 'staff.nurses@county', denominator: 'staff.physicians@county' },
      { name: 'primary', text: texts.primary, numerator: 'staff.nurses@primary', denominator: 'staff.physicians@primary' },
    ],
    source: ofLevel2(23, '医护比'),
  },
  {
    ...common,
    ...words('nursesPerBed'),
    code: 'nurses-per-bed',
    unit: 'ratio',
    numerator: 'staff.nurses',
    denominator: 'end(beds.actual)',
    source: '护理专业医疗质量控制指标（2020年版，国卫办医函〔2020〕654号）：床护比',
  },
  {
    ...per10000,
    ...words('gpsPer10000'),
    code: 'gps-per-10000',
    sets: ['M20-11'],
    numerator: 'staff.general-practitioners',
    variants: [{ name: 'primary', text: texts.atPrimary, numerator: 'staff.general-practitioners@primary', denominator: people }],
    source: `${monitoring2020}：每万人口全科医生数`,
  },
  {
    ...per10000,
    ...words('publicHealthStaff'),
    code: 'public-health-staff-per-10000',
    sets: ['M20-12'],
    numerator: 'staff.public-health',
    source: `${monitoring2020}：每万人口专业公共卫生机构人员数（项目整理）`,
  },
  {
    ...common,
    ...words('seniorPhysicians'),
    code: 'senior-physicians',
    unit: 'percent',
    scale: 100,
    better: 'neither',
    numerator: 'staff.senior',
    denominator: 'staff.physicians',
    variants: [{ name: 'middle', text: texts.middlePhysicians, numerator: 'staff.middle', denominator: 'staff.physicians' }],
    source: `${survey}：专业技术资格`,
  },
  {
    ...common,
    ...words('scarcePhysicians'),
    code: 'scarce-physicians',
    sets: ['L2-24'],
    unit: 'percent',
    scale: 100,
    numerator: 'staff.scarce@county',
    denominator: 'staff.physicians@county',
    variants: Object.entries(specialties).map(([name, [text]]) => ({
      name,
      text,
      numerator: `staff.${name}@county`,
      denominator: 'staff.physicians@county',
    })),
    source: ofLevel2(24, '麻醉、儿科、重症、病理、中医医师占比'),
  },
]
