import type { Indicator, MeasureGroup } from '../../kernel/grammar/measure.ts'
import { sumSql, sums } from './cost.ts'
import { texts } from './texts.ts'

/** Counted are discharges in the month of discharge; annulled stays are not in the view at all. */
export const measures: readonly MeasureGroup[] = [
  {
    name: 'admissions',
    view: 'admission',
    list: 'admissions',
    parts: {
      count: {},
      days: { add: 'f.days' },
      fen: { add: 'f.total_fen' },
      deaths: { where: "f.departure = '5'" },
      surgical: { where: 'f.level is not null' },
      high: { where: 'f.level >= 3' },
      partedFen: { where: 'f.parted', add: 'f.total_fen' },
      drugFen: { where: 'f.parted', add: sumSql(sums.drug) },
    },
  },
]

const common = { theme: 'service', from: '2020-01-01' } as const
const union = '紧密型县域医疗卫生共同体监测指标体系（试行，国卫办基层发〔2020〕12号）'
const level2 = '二级公立医院绩效考核（国卫办医发〔2019〕23号）'
export const indicators: readonly Indicator[] = [
  {
    ...common,
    code: 'discharges',
    text: texts.dischargeCount,
    definition: texts.dischargeCountDefinition,
    numerator: 'admissions.count',
    unit: 'count',
    better: 'neither',
    source: '卫生资源与医疗服务调查制度：出院人数',
  },
  {
    ...common,
    code: 'average-stay',
    text: texts.stay,
    definition: texts.stayDefinition,
    numerator: 'admissions.days',
    denominator: 'admissions.count',
    unit: 'days',
    better: 'lower',
    source: `${level2} 指标 13：平均住院日`,
  },
  {
    ...common,
    code: 'cost-per-admission',
    text: texts.cost,
    definition: texts.costDefinition,
    numerator: 'admissions.fen',
    denominator: 'admissions.count',
    scale: 0.01,
    unit: 'yuan',
    better: 'lower',
    source: `${union}：县域内住院次均费用`,
  },
  {
    ...common,
    code: 'inpatient-deaths',
    text: texts.deaths,
    definition: texts.deathsDefinition,
    numerator: 'admissions.deaths',
    unit: 'count',
    better: 'lower',
    source: '住院病案首页（卫医政发〔2011〕84号）离院方式 5；卫生资源与医疗服务调查制度：出院人数（死亡）',
  },
  {
    ...common,
    code: 'surgical-discharges',
    text: texts.surgeryShare,
    definition: texts.surgeryShareDefinition,
    numerator: 'admissions.surgical',
    denominator: 'admissions.count',
    scale: 100,
    unit: 'percent',
    better: 'higher',
    source: `${level2} 指标 1：出院患者手术占比`,
  },
  {
    ...common,
    code: 'high-level-surgery',
    text: texts.highLevel,
    definition: texts.highLevelDefinition,
    numerator: 'admissions.high',
    denominator: 'admissions.surgical',
    scale: 100,
    unit: 'percent',
    better: 'higher',
    source: `${union}：牵头医院出院患者三四级手术比例`,
  },
  {
    ...common,
    code: 'inpatient-drug-share',
    text: texts.drugShare,
    definition: texts.drugShareDefinition,
    numerator: 'admissions.drugFen',
    denominator: 'admissions.partedFen',
    scale: 100,
    unit: 'percent',
    better: 'lower',
    source: '住院病案首页（卫医政发〔2011〕84号）费用分项：西药费、中成药费、中草药费',
  },
]
