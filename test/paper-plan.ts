import { toFhir } from '../src/capabilities/organisations/organization/fhir.ts'
import type { PlanTemplate, Target } from '../src/capabilities/plans/template.ts'

const base = { clause: 'one', milestones: [], scope: 'county' as const }
const month = (indicator: string) => ({ indicator, grain: 'month' as const })
const target = (code: string, more: Partial<Target> & Pick<Target, 'measure' | 'unit'>): Target => ({
  ...{ ...base, code, text: [`目标 ${code}`, code] as const, comparator: '>=' as const },
  ...more,
})
const yes = { comparator: '=', value: 1, unit: 'yes' } as const
const stated = (more: object = {}) => ({ stated: 'yes', of: 'county', tell: 'value', ...more }) as Target['measure']
/** One target for each way of standing. */
export const paperTargets: Target[] = [
  target('share', { measure: month('primary-visit-share'), unit: 'percent', value: 60 }),
  target('visits', { measure: month('visits'), unit: 'count', value: 8 }),
  target('more-visits', { measure: month('visits'), unit: 'count', value: 20 }),
  target('was-met', { measure: month('visits'), unit: 'count', value: 12, deadline: '2025-12-31' }),
  target('was-missed', { measure: month('visits'), unit: 'count', value: 13, deadline: '2025-12-31' }),
  target('unknown-then', { measure: month('visits'), unit: 'count', value: 5, deadline: '2024-12-31' }),
  target('whole-year', { measure: { indicator: 'visits', grain: 'year' }, unit: 'count', value: 100 }),
  target('falling', { measure: month('primary-visit-share'), unit: 'percent', comparator: 'falls' }),
  target('centre', { measure: stated({ expires: 12 }), ...yes }),
  target('proven', { measure: stated(), ...yes }),
  target('standard', { measure: stated({ of: { kinds: ['A100', 'C220'] }, tell: 'share' }), unit: 'percent', value: 100 }),
  target('upgraded', { measure: stated({ of: { kinds: ['C220'] }, tell: 'count' }), unit: 'count', value: 2 }),
  target('left', { measure: month('visits'), unit: 'count', value: 1 }),
  target('centre-counties', { measure: stated({ of: 'counties', tell: 'count' }), unit: 'count', value: 2, scope: 'prefecture' }),
  target('upgraded-counties', { measure: stated({ of: 'counties', tell: 'count' }), unit: 'count', value: 3, scope: 'prefecture' }),
]
/** A plan small enough to count on paper. */
export const paperTemplate: PlanTemplate = {
  ...{ code: 'paper', name: ['纸上方案', 'Paper plan'], short: ['纸上', 'Paper'], document: '示例〔2024〕1号', level: 'county' },
  ...{ issuer: ['县政府', 'County'], place: ['清源县', 'Qingyuan'], issued: '2024-01-01', from: '2024-01-01', to: '2026-12-31' },
  summary: ['一页', 'One page'],
  units: [{ code: 'hospital', text: ['县医院', 'County hospital'] }],
  ...{ phases: [], resources: [] },
  clauses: [{ id: 'one', number: '一', title: ['一', 'One'], text: ['一', 'One'], units: ['hospital'], indicators: [], lists: [] }],
  targets: paperTargets,
  tasks: [
    {
      code: 'rules',
      clause: 'one',
      text: ['订细则', 'Write rules'],
      units: ['hospital'],
      targets: ['share'],
      every: 'once',
      to: '2026-01-31',
    },
    { code: 'report', clause: 'one', text: ['报进展', 'Report'], units: [], targets: [], every: 'once', to: '2026-06-30', report: true },
  ],
}

/** A county with a hospital and two township centres. */
export const paperOrganizations = [
  { id: 'xian', code: 'QY0000999', name: '清源县', level: 'county' as const },
  { id: 'h', code: 'QY000H', name: '县医院', type: 'A100', township: '141099100', parent: 'xian' },
  { id: 't1', code: 'QY000T1', name: '清河卫生院', type: 'C220', township: '141099100', parent: 'xian' },
  { id: 't2', code: 'QY000T2', name: '南岭卫生院', type: 'C220', township: '141099101', parent: 'xian' },
]

/** Organisations of a test as documents to be written. */
export const paperDocuments = (
  list: readonly (Partial<(typeof paperOrganizations)[number]> & { id: string; code: string; name: string })[],
) =>
  list
    .flatMap((one) => toFhir({ state: 'active', level: 'institution', from: '2020-01-01', successors: [], ...one }))
    .map((d) => ({ type: d.resourceType, id: d.id!, before: 'new' as const, doc: JSON.stringify(d) }))
