import type { Indicator, MeasureGroup } from '../../kernel/grammar/measure.ts'
import { texts } from './texts.ts'

/** An institution's own report stands for the whole; where it gives none, its departments' reports do, so that nothing is counted twice. */
const whole = `(f.department is null or not exists (select 1 from flat_bed_month w
  where w.county_id = f.county_id and w.month = f.month and w.org_key = f.org_key and w.department is null))`
const item = (code: string) => ({ where: `f.item = '${code}'`, add: 'f.hundredths' })

export const measures: readonly MeasureGroup[] = [
  {
    name: 'beds',
    view: 'bed_month',
    list: 'bed-months',
    parts: {
      open: { where: whole, add: 'f.open_days' },
      occupied: { where: whole, add: 'f.occupied_days' },
    },
  },
  {
    name: 'month-figures',
    view: 'figure',
    list: 'month-figures',
    parts: { revenue: item('REV_TOTAL'), medical: item('REV_MED'), drugs: item('REV_DRUG') },
  },
]

const survey = '国家卫生健康委 卫生资源与医疗服务调查制度'
export const indicators: readonly Indicator[] = [
  {
    code: 'open-bed-days',
    theme: 'resources',
    text: texts.openBedDays,
    definition: texts.openBedDaysDefinition,
    numerator: 'beds.open',
    unit: 'days',
    better: 'neither',
    source: `${survey}：实际开放总床日数`,
    from: '2020-01-01',
  },
  {
    code: 'bed-use',
    theme: 'resources',
    text: texts.bedUse,
    definition: texts.bedUseDefinition,
    numerator: 'beds.occupied',
    denominator: 'beds.open',
    scale: 100,
    unit: 'percent',
    better: 'neither',
    source: `${survey}：病床使用率`,
    from: '2020-01-01',
  },
  {
    code: 'revenue',
    theme: 'finance',
    text: texts.revenue,
    definition: texts.revenueDefinition,
    numerator: 'month-figures.revenue',
    scale: 0.01,
    unit: 'yuan',
    better: 'neither',
    source: `${survey}：总收入`,
    from: '2020-01-01',
  },
  {
    code: 'drug-revenue-share',
    theme: 'finance',
    text: texts.drugShare,
    definition: texts.drugShareDefinition,
    numerator: 'month-figures.drugs',
    denominator: 'month-figures.medical',
    scale: 100,
    unit: 'percent',
    better: 'lower',
    source: `${survey}：药品收入占医疗收入比重`,
    from: '2020-01-01',
  },
]
