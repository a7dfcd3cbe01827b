import type { Indicator, MeasureGroup } from '../../kernel/grammar/measure.ts'
import { texts } from './texts.ts'

export const measures: readonly MeasureGroup[] = [{ name: 'deaths', view: 'death', list: 'deaths', parts: { count: {} } }]

export const indicators: readonly Indicator[] = [
  {
    code: 'deaths',
    text: texts.deathCount,
    definition: texts.deathCountDefinition,
    numerator: 'deaths.count',
    theme: 'health',
    unit: 'count',
    better: 'neither',
    source: '人口死亡信息登记管理规范（国卫规划发〔2013〕57号）',
    from: '2020-01-01',
  },
]
