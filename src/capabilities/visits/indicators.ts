import type { Indicator, MeasureGroup } from '../../kernel/grammar/measure.ts'
import { monitoring2020, monitoring2024, survey } from '../../patterns/numbers/sources.ts'
import { cost } from './indicators-cost.ts'

/** Counted are visits that were not cancelled; annulled ones are not in the view at all. Beyond the county stand those that were settled, and only they. */
export const measures: readonly MeasureGroup[] = [
  {
    name: 'visits',
    view: 'visit',
    list: 'visits',
    where: "f.state <> 'cancelled'",
    residence: true,
    dims: { disease: 'left(f.diagnosis, 3)' },
    parts: {
      count: { text: ['门急诊人次', 'visits'] },
      emergency: { text: ['急诊人次', 'emergency visits'], where: "f.class = 'EMER'" },
      told: { text: ['注明初复诊的人次', 'visits that say whether they are first or return visits'], where: 'f.first_visit is not null' },
      first: { text: ['初诊人次', 'first visits'], where: 'f.first_visit' },
      tcm: { text: ['有中医诊断的人次', 'visits with a TCM diagnosis'], where: 'f.tcm is not null' },
      tcmDepartment: { text: ['中医科人次', 'visits to TCM departments'], where: "f.department_name like '%中医%'" },
      priced: { text: ['有费用记录的人次', 'visits that carry a cost'], where: 'f.total_fen is not null' },
      fen: { text: ['门急诊总费用', 'cost of visits'], add: 'f.total_fen' },
      partedFen: {
        text: ['注明药费的门急诊总费用', 'cost of visits that say what their drugs cost'],
        where: 'f.drug_fen is not null',
        add: 'f.total_fen',
      },
      drugFen: { text: ['门急诊药费', 'drug cost of visits'], add: 'f.drug_fen' },
    },
  },
]

const raise = '蒲县县级医疗机构综合能力提升三年行动（蒲政办发〔2023〕26号）一(二)'
const common = { theme: 'service', from: '2020-01-01', better: 'neither' } as const
const percent = { ...common, unit: 'percent', scale: 100 } as const
const unseen = [
  '县外没有经医保结算的就诊（自费等）没有数据',
  'Care beyond the county that no insurance settled (paid by oneself) is in no file',
] as const

const volume: readonly Indicator[] = [
  {
    ...common,
    code: 'visits',
    text: ['就诊人次', 'Visits'],
    definition: [
      '统计期内门诊、急诊就诊人次数；已取消和作废的不计。',
      'Outpatient and emergency visits in the period; cancelled and annulled visits are not counted.',
    ],
    numerator: 'visits.count',
    unit: 'count',
    source: `${survey}：总诊疗人次数`,
  },
  {
    ...common,
    code: 'emergency-visits',
    text: ['急诊人次', 'Emergency visits'],
    definition: ['统计期内急诊就诊人次数。', 'Emergency visits in the period.'],
    numerator: 'visits.emergency',
    unit: 'count',
    source: `${survey}：急诊人次数`,
  },
  {
    ...percent,
    code: 'emergency-share',
    text: ['急诊占比', 'Emergency share of visits'],
    definition: ['急诊人次 ÷ 门急诊人次。', 'Emergency visits ÷ all visits.'],
    numerator: 'visits.emergency',
    denominator: 'visits.count',
    source: `${survey}：急诊人次数、总诊疗人次数`,
  },
  {
    ...percent,
    code: 'first-visit-share',
    text: ['初诊占比', 'Share of first visits'],
    definition: ['初诊人次 ÷ 注明初诊或复诊的就诊人次。', 'First visits ÷ visits that say whether they are first or return visits.'],
    numerator: 'visits.first',
    denominator: 'visits.told',
    source: '门急诊病历基本数据集（WS 445.2—2014）：初诊标志代码',
  },
]

const order: readonly Indicator[] = [
  {
    ...percent,
    code: 'primary-visit-share',
    theme: 'access',
    text: ['基层就诊率', 'Primary share of visits'],
    definition: [
      '县内基层医疗卫生机构（卫生院、社区卫生服务中心、村卫生室等）门急诊人次 ÷ 县内全部医疗卫生机构门急诊人次。',
      'Visits to primary institutions in the county (township and community centres, village clinics) ÷ visits to all institutions in the county.',
    ],
    numerator: 'visits.count@primary',
    denominator: 'visits.count',
    better: 'higher',
    sets: ['M24-07', 'M20-03', 'P-2023县级 一(二)', 'P-2023体系 二(五)2'],
    source: `${monitoring2024}：县域内基层医疗卫生机构诊疗人次数占比；${raise}：基层就诊率`,
    reading: ['含村卫生室', 'With village clinics'],
    variants: [
      {
        name: 'without-village',
        text: ['不含村卫生室', 'Without village clinics'],
        definition: [
          '卫生院和社区卫生服务机构门急诊人次 ÷ 县内除村卫生室外全部机构门急诊人次。',
          'Visits to township and community centres ÷ visits to all institutions in the county but village clinics.',
        ],
        numerator: 'visits.count@primary - visits.count@village',
        denominator: 'visits.count - visits.count@village',
      },
    ],
  },
  {
    ...percent,
    code: 'resident-primary-share',
    theme: 'access',
    text: ['居民基层就诊率', "Primary share of the residents' visits"],
    definition: [
      '常住居民在县内基层机构的门急诊人次 ÷ 常住居民全部门急诊人次（县外的为医保已结算人次）。',
      'Visits of residents to primary institutions in the county ÷ all visits of residents (beyond the county: those settled by insurance).',
    ],
    numerator: 'visits.count@primary.inside',
    denominator: 'visits.count',
    by: 'residence',
    better: 'higher',
    source: `${raise}：基层就诊率（按居民就诊口径）`,
    unseen,
  },
  {
    ...percent,
    code: 'in-county-care-rate',
    theme: 'access',
    text: ['县域就诊率', 'In-county care rate'],
    definition: [
      '常住居民在县内的门诊、急诊和出院人次 ÷ 常住居民在县内外的全部门诊、急诊和出院人次；县外人次来自医保结算。',
      'Visits and discharges of residents in the county ÷ all their visits and discharges, in the county and beyond; what lies beyond is known from settlements.',
    ],
    numerator: 'visits.count@inside + admissions.count@inside',
    denominator: 'visits.count + admissions.count',
    by: 'residence',
    better: 'higher',
    sets: ['M20-01', 'P-2023县级 一(二)', 'P-2020中心 二', 'P-2019县院 一(二)', 'P-2023体系 二(二)1'],
    source: `${monitoring2020}：县域就诊率；${raise}：县域就诊率 80%；辽宁省全面提升县级医院综合能力工程 一(二)：90%；偃师市县域医疗中心建设（偃政办〔2020〕7号）二：90%`,
    unseen,
    reading: ['全部就诊', 'All care'],
    variants: [
      {
        name: 'inpatient',
        text: ['住院', 'Inpatient'],
        definition: [
          '参保居民县内住院结算人次 ÷ 参保居民全部住院结算人次（按结算月份）。',
          'Settled admissions of insured residents in the county ÷ all their settled admissions, by month of settlement.',
        ],
        numerator: 'stays.count@inside',
        denominator: 'stays.count',
      },
      {
        name: 'insured',
        text: ['医保结算', 'Settled care'],
        definition: [
          '参保居民县内结算人次 ÷ 参保居民全部结算人次，药店购药不计；县内外同口径。',
          'Settled visits and admissions of insured residents in the county ÷ all their settled ones, pharmacies left out: the same measure on both sides.',
        ],
        numerator: 'settlements.visits@inside',
        denominator: 'settlements.visits',
      },
    ],
  },
]

const tcm: readonly Indicator[] = [
  {
    ...percent,
    code: 'tcm-visit-share',
    text: ['县域内中医类诊疗量占比', 'TCM share of visits'],
    definition: ['有中医诊断的门急诊人次 ÷ 门急诊人次。', 'Visits with a TCM diagnosis ÷ visits.'],
    numerator: 'visits.tcm',
    denominator: 'visits.count',
    better: 'higher',
    sets: ['M24-12'],
    source: `${monitoring2024}：县域内中医类诊疗量占比；朔政办发〔2023〕42号 二(二)7`,
    reading: ['按中医诊断', 'By diagnosis'],
    variants: [
      {
        name: 'department',
        text: ['按机构和科室', 'By institution and department'],
        definition: [
          '中医类医院全部门急诊人次与其他机构中医科（科室名称含“中医”）门急诊人次之和 ÷ 门急诊人次。',
          'All visits to TCM hospitals and visits to TCM departments elsewhere (their name has 中医) ÷ visits.',
        ],
        numerator: 'visits.count@tcm + visits.tcmDepartment - visits.tcmDepartment@tcm',
        denominator: 'visits.count',
      },
    ],
  },
  {
    ...percent,
    code: 'primary-tcm-share',
    text: ['基层中医药门急诊占比', 'TCM share of primary visits'],
    definition: [
      '基层机构有中医诊断的门急诊人次 ÷ 基层机构门急诊人次。',
      'Visits with a TCM diagnosis at primary institutions ÷ visits to primary institutions.',
    ],
    numerator: 'visits.tcm@primary',
    denominator: 'visits.count@primary',
    better: 'higher',
    sets: ['M20-04'],
    source: `${monitoring2020}：县域内基层医疗卫生机构中医药门急诊占比`,
  },
]

export const indicators: readonly Indicator[] = [...volume, ...order, ...tcm, ...cost]
