import type { Indicator } from '../../kernel/grammar/measure.ts'
import { monitoring2020, monitoring2024 } from '../../patterns/numbers/sources.ts'
import { people, wordsOf } from '../../patterns/numbers/words.ts'
import { numberTexts as texts } from './number-texts.ts'

/** The consortium's own: what it says of itself, posted physicians, income, devices, contracts, capability of the centres. */
const words = wordsOf(texts)
const of2024 = (n: number) => `${monitoring2024}第${n}项`
/** The wording of the 26 indicators is known in part: standards part 1.4 says which rows are certain. */
const of2020 = (what: string) => `${monitoring2020}：${what}（项目整理）`
const from = '2020-01-01'
const yes = { theme: 'service', unit: 'percent', scale: 100, better: 'higher', manual: true, unseen: texts.byHand, from } as const
const share = { unit: 'percent', scale: 100, better: 'higher', from } as const

const income = (pay: string, who: string) => `month-figures.${pay}@${who} / avg(paid-staff.count@${who})`

export const consortiumIndicators: readonly Indicator[] = [
  {
    ...yes,
    ...words('unified'),
    code: 'unified-management',
    sets: ['M24-01'],
    numerator: 'states.unified',
    denominator: 'states.unified-told',
    source: of2024(1),
  },
  {
    ...yes,
    ...words('democratic'),
    code: 'democratic-decisions',
    sets: ['M24-02'],
    numerator: 'states.democratic',
    denominator: 'states.democratic-told',
    source: of2024(2),
  },
  {
    ...yes,
    ...words('coordinated'),
    code: 'coordinated-services',
    sets: ['M24-03'],
    numerator: 'states.coordinated',
    denominator: 'states.coordinated-told',
    source: of2024(3),
  },
  {
    ...words('postedPer10000'),
    code: 'posted-per-10000',
    sets: ['M24-04'],
    theme: 'staff',
    unit: 'ratio',
    better: 'higher',
    numerator: 'postings.count@primary',
    denominator: people,
    scale: 10_000,
    reading: texts.postedAtEnd,
    variants: [
      {
        name: 'half-year',
        text: texts.postedHalfYear,
        definition: texts.postedHalfYearDefinition,
        numerator: 'postings.long@primary',
        denominator: people,
      },
      {
        name: 'months',
        text: texts.postedMean,
        definition: texts.postedMeanDefinition,
        numerator: 'avg(postings.count@primary)',
        denominator: people,
      },
      {
        name: 'full-time',
        text: texts.postedFullTime,
        definition: texts.postedFullTimeDefinition,
        numerator: 'avg(postings.days@primary) / 500',
        denominator: people,
      },
    ],
    source: of2024(4),
    from,
  },
  {
    ...words('postedPhysicians'),
    code: 'posted-physicians',
    sets: ['M20-15'],
    theme: 'staff',
    unit: 'count',
    better: 'higher',
    numerator: 'postings.county@primary',
    reading: texts.postedAtEnd,
    variants: [
      { name: 'months', text: texts.postedMean, definition: texts.postedMeanDefinition, numerator: 'avg(postings.county@primary)' },
    ],
    source: of2020('县级医院对基层派驻医师数'),
    from,
  },
  {
    ...share,
    ...words('villageEcg'),
    code: 'village-ecg',
    sets: ['M24-05'],
    theme: 'resources',
    numerator: 'equipment.clinics-with-ecg',
    denominator: 'institutions.clinics',
    unseen: texts.ecgUnseen,
    source: `${of2024(5)}：心电设备村级覆盖率`,
  },
  {
    ...yes,
    ...words('diagnosticCentres'),
    code: 'diagnostic-centres',
    sets: ['M24-05'],
    numerator: 'states.imaging + states.ecg',
    denominator: 'states.imaging-told + states.ecg-told',
    variants: [
      { name: 'imaging', text: texts.imagingCentre, numerator: 'states.imaging', denominator: 'states.imaging-told' },
      { name: 'ecg', text: texts.ecgCentre, numerator: 'states.ecg', denominator: 'states.ecg-told' },
    ],
    source: `${of2024(5)}：影像心电中心服务开展`,
  },
  {
    ...words('incomeRatio'),
    code: 'income-ratio',
    sets: ['M24-06', 'M20-18'],
    theme: 'staff',
    unit: 'ratio',
    better: 'higher',
    numerator: income('pay', 'primary'),
    denominator: income('pay', 'lead'),
    variants: [
      { name: 'county', text: texts.againstCounty, numerator: income('pay', 'primary'), denominator: income('pay', 'county') },
      { name: 'basic', text: texts.basicPay, numerator: income('basic-pay', 'primary'), denominator: income('basic-pay', 'lead') },
    ],
    unseen: texts.byHand,
    source: `${of2024(6)}；${of2020('基层医疗卫生机构人均收入与牵头医院人均收入的比值')}`,
    from,
  },
  {
    ...share,
    ...words('contractCover'),
    code: 'contract-cover',
    sets: ['M20-08'],
    theme: 'service',
    numerator: 'states.signed',
    denominator: people,
    manual: true,
    unseen: texts.byHand,
    source: `关于推进家庭医生签约服务高质量发展的指导意见（国卫基层发〔2022〕10号）；${of2020('家庭医生签约服务覆盖率')}`,
  },
  {
    ...share,
    ...words('keyContractCover'),
    code: 'key-contract-cover',
    sets: ['M20-08'],
    theme: 'service',
    numerator: 'states.key-signed',
    denominator: 'states.key',
    manual: true,
    unseen: texts.byHand,
    source: `关于推进家庭医生签约服务高质量发展的指导意见（国卫基层发〔2022〕10号）；${of2020('重点人群签约服务覆盖率')}`,
  },
  {
    ...words('newTechniques'),
    code: 'new-techniques',
    sets: ['M20-10'],
    theme: 'service',
    unit: 'count',
    better: 'higher',
    numerator: 'month-figures.techniques',
    manual: true,
    unseen: texts.byHand,
    source: of2020('牵头医院帮助基层开展新技术、新项目数量'),
    from,
  },
  {
    ...share,
    ...words('capableCentres'),
    code: 'capable-centres',
    sets: ['M20-14', 'P-2020强医 三(四)一', 'P-2023体系 二(四)3'],
    theme: 'quality',
    numerator: 'states.basic@primary',
    denominator: 'institutions.centres',
    manual: true,
    unseen: texts.byHand,
    reading: texts.basicStandard,
    variants: [
      {
        name: 'recommended',
        text: texts.recommendedStandard,
        definition: texts.recommendedStandardDefinition,
        numerator: 'states.recommended@primary',
        denominator: 'institutions.centres',
      },
    ],
    source: `乡镇卫生院、社区卫生服务中心服务能力标准（2022版）；${of2020('达到服务能力标准的基层机构占比')}`,
  },
]
