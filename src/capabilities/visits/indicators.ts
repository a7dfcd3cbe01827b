import type { Indicator, MeasureGroup } from '../../kernel/grammar/measure.ts'
import { texts } from './texts.ts'

const counted = "f.state <> 'cancelled'"
/** Counted are visits that were not cancelled; annulled ones are not in the view at all. */
export const measures: readonly MeasureGroup[] = [
  {
    name: 'visits',
    view: 'visit',
    list: 'visits',
    parts: {
      count: { where: counted },
      emergency: { where: `${counted} and f.class = 'EMER'` },
      tcm: { where: `${counted} and f.tcm is not null` },
      priced: { where: `${counted} and f.total_fen is not null` },
      fen: { where: counted, add: 'f.total_fen' },
    },
  },
]

const common = { theme: 'service', from: '2020-01-01', better: 'neither' } as const
export const indicators: readonly Indicator[] = [
  {
    ...common,
    code: 'visits',
    text: texts.visitCount,
    definition: texts.visitCountDefinition,
    numerator: 'visits.count',
    unit: 'count',
    source: '卫生资源与医疗服务调查制度：总诊疗人次数',
  },
  {
    ...common,
    code: 'emergency-visits',
    text: texts.emergencyCount,
    definition: texts.emergencyCountDefinition,
    numerator: 'visits.emergency',
    unit: 'count',
    source: '卫生资源与医疗服务调查制度：急诊人次数',
  },
  {
    ...common,
    code: 'cost-per-visit',
    text: texts.costPerVisit,
    definition: texts.costPerVisitDefinition,
    numerator: 'visits.fen',
    denominator: 'visits.priced',
    scale: 0.01,
    unit: 'yuan',
    better: 'lower',
    source: '二级公立医院绩效考核：门诊次均费用',
  },
  {
    ...common,
    code: 'tcm-visit-share',
    text: texts.tcmShare,
    definition: texts.tcmShareDefinition,
    numerator: 'visits.tcm',
    denominator: 'visits.count',
    scale: 100,
    unit: 'percent',
    better: 'higher',
    source: '进一步完善医疗卫生服务体系（朔政办发〔2023〕42号）二(二)7',
  },
]
