import type { Indicator } from '../../kernel/grammar/measure.ts'
import { monitoring2020, monitoring2024 } from '../../patterns/numbers/sources.ts'
import { wordsOf } from '../../patterns/numbers/words.ts'
import { texts } from './texts.ts'

/** Rates of those under care, from the registers as they stand at the end of a period and the follow-ups of the year that ends there. */
const words = wordsOf(texts)
const rules = '国家基本公共卫生服务规范（第三版，国卫基层发〔2017〕13号）'
const of2020 = (what: string) => `${monitoring2020}：${what}（项目整理）`
const common = { theme: 'chronic', better: 'higher', from: '2020-01-01' } as const
const share = { ...common, unit: 'percent', scale: 100 } as const
const over = (denominator: string, numerator: string) => ({ numerator: `registers.${numerator}`, denominator: `registers.${denominator}` })

const adults = 'or(residents.adults, population.adults)'
/** Share of adults who have the disease, as the rules let a county take from national surveys: 2020–22 and, of diabetes, 2018. */
const prevalence = { htn: '0.316', dm: '0.119' } as const
const rural = '0.337'

type Disease = keyof typeof prevalence
const diseases = {
  htn: { name: '高血压患者', standard: 'htnStandard', managed: 'htnManaged', control: 'htnControl' },
  dm: { name: '2型糖尿病患者', standard: 'dmStandard', managed: 'dmManaged', control: 'dmControl' },
} as const

const ratesOf = (disease: Disease): Indicator[] => {
  const { name, standard, managed, control } = diseases[disease]
  return [
    {
      ...share,
      ...words(managed),
      code: `${disease}-managed`,
      by: 'residence',
      numerator: `registers.${disease}`,
      denominator: `${adults} * ${prevalence[disease]}`,
      ...(disease === 'htn'
        ? { variants: [{ name: 'rural', text: texts.ruralPrevalence, numerator: 'registers.htn', denominator: `${adults} * ${rural}` }] }
        : {}),
      source: `${rules}：${name}健康管理率`,
    },
    {
      ...share,
      ...words(standard),
      code: `${disease}-standard`,
      sets: ['M20-07'],
      ...over(disease, `${disease}Standard`),
      variants: [
        {
          name: 'full-year',
          text: texts.fullYear,
          definition: texts.fullYearDefinition,
          ...over(`${disease}Year`, `${disease}YearStandard`),
        },
      ],
      source: `${rules}：${name}规范管理率；${of2020('慢病规范管理率')}`,
    },
    {
      ...share,
      ...words(control),
      code: `${disease}-control`,
      ...over(disease, `${disease}Controlled`),
      reading: texts.byClass,
      variants: [
        { name: 'of-seen', text: texts.ofSeen, definition: texts.ofSeenDefinition, ...over(`${disease}Seen`, `${disease}Controlled`) },
        {
          name: 'measured',
          text: texts.byValues,
          definition: disease === 'htn' ? texts.byPressureDefinition : texts.byGlucoseDefinition,
          ...over(disease, `${disease}Measured`),
        },
        ...(disease === 'htn'
          ? [
              {
                name: 'clinical',
                text: texts.byGuide,
                definition: texts.byGuideDefinition,
                source: '国家基层高血压防治管理指南 2025版',
                ...over('htn', 'htnClinical'),
              },
            ]
          : []),
      ],
      source: `${rules}：${disease === 'htn' ? '管理人群血压控制率' : '管理人群血糖控制率'}`,
    },
  ]
}

export const rateIndicators: readonly Indicator[] = [
  {
    ...share,
    ...words('admittedManaged'),
    code: 'managed-admission-rate',
    sets: ['M24-13'],
    by: 'residence',
    better: 'lower',
    numerator: 'managed-inpatients.persons',
    denominator: 'registers.persons',
    reading: texts.byPersons,
    variants: [
      {
        name: 'times',
        text: texts.byTimes,
        definition: texts.byTimesDefinition,
        numerator: 'managed-stays.count',
        denominator: 'registers.persons',
      },
      { name: 'inside', text: texts.insideOnly, numerator: 'managed-inpatients.inside', denominator: 'registers.persons' },
      { name: 'hypertension', text: texts.hypertension, numerator: 'managed-inpatients.htn', denominator: 'registers.htn' },
      { name: 'diabetes', text: texts.diabetes, numerator: 'managed-inpatients.dm', denominator: 'registers.dm' },
    ],
    unseen: texts.notInsured,
    source: `${monitoring2024}第13项`,
  },
  {
    ...share,
    ...words('managedAtPrimary'),
    code: 'managed-at-primary',
    sets: ['M20-06'],
    ...over('count', 'count@primary'),
    source: of2020('慢病患者基层医疗卫生机构管理占比'),
  },
  {
    ...share,
    ...words('standard'),
    code: 'standard-management',
    sets: ['M20-07'],
    ...over('count', 'standard'),
    variants: [
      { name: 'hypertension', text: texts.hypertension, ...over('htn', 'htnStandard') },
      { name: 'diabetes', text: texts.diabetes, ...over('dm', 'dmStandard') },
    ],
    source: `${rules}：规范管理率；${of2020('慢病规范管理率')}`,
  },
  {
    ...share,
    ...words('chronicControl'),
    code: 'chronic-control',
    ...over('count', 'controlled'),
    reading: texts.byClass,
    variants: [{ name: 'of-seen', text: texts.ofSeen, definition: texts.ofSeenDefinition, ...over('seen', 'controlled') }],
    source: `${rules}：管理人群控制率`,
  },
  ...ratesOf('htn'),
  ...ratesOf('dm'),
  {
    ...common,
    ...words('registered'),
    code: 'chronic-persons',
    unit: 'count',
    better: 'neither',
    numerator: 'registers.persons',
    variants: [
      { name: 'entries', text: texts.byEntries, numerator: 'registers.count' },
      { name: 'hypertension', text: texts.hypertension, numerator: 'registers.htn' },
      { name: 'diabetes', text: texts.diabetes, numerator: 'registers.dm' },
    ],
    source: `${rules}：健康管理人数`,
  },
  {
    ...common,
    ...words('perEntry'),
    code: 'follow-ups-per-patient',
    unit: 'ratio',
    numerator: 'follow-ups.count',
    denominator: 'avg(registers.count)',
    variants: [
      { name: 'hypertension', text: texts.hypertension, numerator: 'follow-ups.htn', denominator: 'avg(registers.htn)' },
      { name: 'diabetes', text: texts.diabetes, numerator: 'follow-ups.dm', denominator: 'avg(registers.dm)' },
    ],
    source: `${rules}：每年至少随访 4 次`,
  },
]
