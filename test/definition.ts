import type { Content } from '../src/capabilities/definitions/shape.ts'

/** A local indicator: the share of emergency visits, its numerator a part of its own. */
export const emergencyShare: Content = {
  name: '急诊占比',
  definition: '急诊人次 ÷ 就诊人次',
  source: '本县',
  unit: 'percent',
  better: 'neither',
  scale: 100,
  from: '2025-01-01',
  by: 'institution',
  parts: [{ name: 'a', kind: 'count', view: 'visit', where: "类别 = '急诊'" }],
  numerator: 'local.a',
  denominator: 'visits.count',
}
