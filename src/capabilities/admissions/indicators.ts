import type { Indicator } from '../../kernel/grammar/measure.ts'
import { frontPage, level2, monitoring2020, survey } from '../../patterns/numbers/sources.ts'
import { cost } from './indicators-cost.ts'

export { measures } from './measures.ts'

const goals = '国家医疗质量安全改进目标（国家卫生健康委）'
const women = '全国妇幼健康统计调查制度'
const common = { theme: 'service', from: '2020-01-01', better: 'neither' } as const
const count = { ...common, unit: 'count' } as const
const quality = { ...common, theme: 'quality', unit: 'percent', scale: 100, better: 'lower' } as const

const volume: readonly Indicator[] = [
  {
    ...count,
    code: 'discharges',
    text: ['出院人次', 'Discharges'],
    definition: ['统计期内出院的住院人次，按出院日期。', 'Inpatient stays that ended in the period, by day of discharge.'],
    numerator: 'admissions.count',
    source: `${survey}：出院人数`,
  },
  {
    ...common,
    code: 'primary-discharge-share',
    theme: 'access',
    text: ['基层住院占比', 'Primary share of discharges'],
    definition: [
      '县内基层机构出院人次 ÷ 县内全部机构出院人次。',
      'Discharges of primary institutions in the county ÷ all discharges in the county.',
    ],
    numerator: 'admissions.count@primary',
    denominator: 'admissions.count',
    ...{ unit: 'percent', scale: 100 },
    source: `${survey}：出院人数（基层医疗卫生机构）`,
  },
  {
    ...common,
    code: 'average-stay',
    text: ['平均住院日', 'Average length of stay'],
    definition: [
      '出院者占用总床日数 ÷ 出院人次；同日出入院计 1 天。',
      'Bed-days of those discharged ÷ discharges; leaving on the day of admission counts as one.',
    ],
    numerator: 'admissions.days',
    denominator: 'admissions.count',
    unit: 'days',
    better: 'lower',
    sets: ['L2-13'],
    source: `${level2} 指标 13：平均住院日`,
  },
  {
    ...quality,
    code: 'emergency-admission-share',
    theme: 'service',
    better: 'neither',
    text: ['急诊入院占比', 'Share admitted as emergencies'],
    definition: ['入院途径为急诊的出院人次 ÷ 出院人次。', 'Discharges admitted through the emergency room ÷ discharges.'],
    numerator: 'admissions.emergency',
    denominator: 'admissions.count',
    source: `${frontPage}：入院途径`,
  },
]

const surgery: readonly Indicator[] = [
  {
    ...count,
    code: 'operations',
    text: ['住院手术例数', 'Inpatient operations'],
    definition: ['有手术级别的住院手术例数，按手术日期。', 'Graded operations of inpatients, by the day they were done.'],
    numerator: 'operations.graded',
    source: `${survey}：住院病人手术人次数`,
  },
  {
    ...count,
    code: 'high-level-operations',
    text: ['三四级手术例数', 'Level 3–4 operations'],
    definition: ['三级、四级住院手术例数，按手术日期。', 'Operations of level 3 and 4, by the day they were done.'],
    numerator: 'operations.high',
    better: 'higher',
    source: '医疗机构手术分级管理办法（国卫办医政发〔2022〕18号）',
  },
  {
    ...quality,
    code: 'surgical-discharges',
    text: ['出院患者手术占比', 'Surgical discharges'],
    definition: [
      '至少有一项分级手术（有手术级别）的出院人次 ÷ 出院人次；没有级别的治疗性操作不计。',
      'Discharges with at least one graded operation ÷ discharges; procedures without a level are not counted.',
    ],
    numerator: 'admissions.surgical',
    denominator: 'admissions.count',
    better: 'higher',
    sets: ['L2-01'],
    source: `${level2} 指标 1：出院患者手术占比`,
  },
  {
    ...quality,
    code: 'high-level-surgery',
    text: ['出院患者三四级手术占比', 'Level 3–4 surgery share'],
    definition: [
      '有三级或四级手术的出院人次 ÷ 有分级手术的出院人次。',
      'Discharges with a level 3 or 4 operation ÷ discharges with a graded operation.',
    ],
    numerator: 'admissions.high',
    denominator: 'admissions.surgical',
    better: 'higher',
    sets: ['L2-03'],
    source: `${level2} 指标 3：出院患者三级手术占比`,
  },
  {
    ...quality,
    code: 'lead-high-level-surgery',
    text: ['牵头医院三四级手术占比', 'Level 3–4 surgery share of the lead hospital'],
    definition: [
      '牵头医院有三级或四级手术的出院人次 ÷ 牵头医院有分级手术的出院人次。',
      'Discharges of the lead hospital with a level 3 or 4 operation ÷ its discharges with a graded operation.',
    ],
    numerator: 'admissions.high@lead',
    denominator: 'admissions.surgical@lead',
    better: 'higher',
    sets: ['M20-09'],
    source: `${monitoring2020}：牵头医院出院患者三四级手术比例`,
  },
]

const outcome: readonly Indicator[] = [
  {
    ...count,
    code: 'inpatient-deaths',
    theme: 'quality',
    text: ['住院死亡人数', 'In-hospital deaths'],
    definition: ['离院方式为死亡的出院人次。', 'Discharges whose way of leaving is death.'],
    numerator: 'admissions.deaths',
    better: 'lower',
    source: `${frontPage}：离院方式 5；${survey}：出院人数（死亡）`,
  },
  {
    ...quality,
    code: 'inpatient-mortality',
    text: ['住院死亡率', 'In-hospital mortality'],
    definition: ['离院方式为死亡的出院人次 ÷ 出院人次。', 'Discharges whose way of leaving is death ÷ discharges.'],
    numerator: 'admissions.deaths',
    denominator: 'admissions.count',
    source: `三级医院评审标准（2022年版，国卫医政发〔2022〕31号）：住院总死亡率`,
  },
  {
    ...quality,
    code: 'readmission-31',
    text: ['31 天内再住院率', 'Readmission within 31 days'],
    definition: [
      '入院前 31 天内曾在任一机构出院（医嘱转院、转基层的不计）的出院人次 ÷ 出院人次；按本次出院的月份和机构计。',
      'Discharges of persons who had left any hospital at most 31 days before they were admitted (not by transfer) ÷ discharges; counted where and when the later stay ended.',
    ],
    numerator: 'readmissions.count',
    denominator: 'admissions.count',
    source: `三级医院评审标准（2022年版）：住院患者出院后 31 天内再住院率；${frontPage}：出院 31 天内再住院计划`,
    unseen: ['县外自费住院没有数据', 'Stays beyond the county that no insurance settled are in no file'],
    reading: ['任何原因、任一机构', 'Any cause, any institution'],
    variants: [
      {
        name: 'same-diagnosis',
        text: ['同一病种', 'Same diagnosis'],
        definition: [
          '入院前 31 天内因同一病种（主要诊断 ICD-10 前三位相同）出院的出院人次 ÷ 出院人次。',
          'As above, but an earlier stay had the same main diagnosis (first three characters of ICD-10).',
        ],
        numerator: 'readmissions.same',
        denominator: 'admissions.count',
      },
      {
        name: 'same-institution',
        text: ['同一机构', 'Same institution'],
        definition: ['入院前 31 天内曾在同一机构出院的出院人次 ÷ 出院人次。', 'As above, but an earlier stay was at the same institution.'],
        numerator: 'readmissions.own',
        denominator: 'admissions.count',
      },
      {
        name: 'unplanned',
        text: ['非计划', 'Unplanned'],
        definition: [
          '前次病案首页未注明 31 天内再住院计划的再住院人次 ÷ 出院人次。',
          'As above, but the front page of the earlier stay named no plan to come back.',
        ],
        numerator: 'readmissions.unplanned',
        denominator: 'admissions.count',
        source: `${goals}：降低非计划再次住院`,
      },
    ],
  },
  {
    ...quality,
    code: 'transfer-out-share',
    text: ['医嘱转院率', 'Transfers to other hospitals'],
    definition: [
      '离院方式为医嘱转院的出院人次 ÷ 出院人次；首页不区分计划与非计划转院。',
      'Discharges transferred to another hospital on advice ÷ discharges; the page does not say which were planned.',
    ],
    numerator: 'admissions.transferred',
    denominator: 'admissions.count',
    source: `${frontPage}：离院方式 2`,
  },
  {
    ...quality,
    code: 'against-advice-share',
    text: ['非医嘱离院率', 'Discharges against advice'],
    definition: ['离院方式为非医嘱离院的出院人次 ÷ 出院人次。', 'Discharges who left against advice ÷ discharges.'],
    numerator: 'admissions.against',
    denominator: 'admissions.count',
    source: `${frontPage}：离院方式 4；三级医院评审标准（2022年版）：非医嘱离院率`,
  },
  {
    ...quality,
    code: 'down-referral-rate',
    theme: 'access',
    text: ['牵头医院下转率', 'Down-referral rate of the lead hospital'],
    definition: [
      '牵头医院医嘱转社区卫生服务机构或乡镇卫生院（离院方式 3）的出院人次 ÷ 牵头医院出院人次。',
      'Discharges of the lead hospital sent to township or community centres (way of leaving 3) ÷ its discharges.',
    ],
    numerator: 'admissions.down@lead',
    denominator: 'admissions.count@lead',
    better: 'higher',
    sets: ['M20-05'],
    source: `${monitoring2020}：牵头医院下转患者数量占比`,
    reading: ['占出院人次', 'Of discharges'],
    variants: [
      {
        name: 'of-received',
        text: ['与转入人次之比', 'Of those received'],
        definition: [
          '牵头医院下转出院人次 ÷ 入院途径为其他医疗机构转入的出院人次。',
          'Discharges sent down ÷ discharges that other institutions had sent in.',
        ],
        numerator: 'admissions.down@lead',
        denominator: 'admissions.received@lead',
      },
    ],
  },
]

const births: readonly Indicator[] = [
  {
    ...count,
    code: 'hospital-births',
    text: ['住院分娩人数', 'Deliveries in hospital'],
    definition: [
      '病案首页记有新生儿出生体重的产妇出院人次；多胎计 1 次。',
      "Discharged mothers whose front page gives a newborn's birth weight; twins count once.",
    ],
    numerator: 'admissions.births',
    source: `${women}：住院分娩`,
  },
  {
    ...quality,
    code: 'caesarean-share',
    text: ['剖宫产率', 'Caesarean share'],
    definition: [
      '有剖宫产手术（ICD-9-CM-3 74.0–74.2、74.4、74.99）的产妇 ÷ 住院分娩人数。',
      'Mothers with a caesarean section (ICD-9-CM-3 74.0–74.2, 74.4, 74.99) ÷ deliveries in hospital.',
    ],
    numerator: 'deliveries.caesarean',
    denominator: 'admissions.births',
    source: `${women}：剖宫产率`,
  },
  {
    ...quality,
    code: 'low-birth-weight-share',
    text: ['低出生体重比例', 'Low birth weight'],
    definition: [
      '新生儿出生体重不足 2500 克的产妇 ÷ 住院分娩人数。',
      'Mothers whose newborn weighed less than 2500 g ÷ deliveries in hospital.',
    ],
    numerator: 'admissions.light',
    denominator: 'admissions.births',
    source: `${women}：低出生体重儿`,
  },
]

export const indicators: readonly Indicator[] = [...volume, ...surgery, ...outcome, ...births, ...cost]
