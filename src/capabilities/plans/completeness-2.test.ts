import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { PlanTemplate } from './template.ts'

/** The file as it is, not as the engine reads it: what the documents say must stand in it. */
const read = (code: string) => PlanTemplate.parse(parse(readFileSync(new URL(`../../../plans/${code}.yaml`, import.meta.url), 'utf8')))

/** Number of the clause as printed, code, what is asked, by when, of whom; milestones where there are any. */
type Fact = readonly [
  clause: string,
  code: string,
  asked: string,
  deadline: string,
  scope?: 'prefecture' | undefined,
  milestones?: string | undefined,
]
const health: readonly Fact[] = [
  ['一', 'phase-2025', '>= 1 yes', '2025-12-31', 'prefecture'],
  ['一', 'phase-2027', '>= 1 yes', '2027-12-31', 'prefecture'],
  ['一', 'phase-2035', '>= 1 yes', '2035-12-31', 'prefecture'],
  ['二(一)3', 'sub-county-centres', '>= 1 count', '2027-12-31', undefined, '2025-12-31 1'],
  ['二(一)3', 'village-doctor-subsidy', '>= 1000 yuan', '2027-12-31', undefined, '2025-12-31 1000'],
  ['二(一)4', 'well-run-hospitals', '>= 1 count', '2025-12-31'],
  ...['chest-pain', 'stroke', 'trauma', 'maternal', 'child-newborn'].flatMap((centre): Fact[] => [
    ['二(一)4', `${centre}-centre`, '>= 1 yes', '2025-12-31'],
    ['二(一)4', `${centre}-centre-counties`, '>= 100 percent', '2025-12-31', 'prefecture'],
  ]),
  ['二(一)4', 'level3-ability', '>= 1 count', '2025-12-31'],
  ['二(一)4', 'level3-ability-counties', '>= 1 count', '2025-12-31', 'prefecture'],
  ['二(一)5', 'regional-centres', '>= 1 count', '2025-12-31', 'prefecture'],
  ['二(二)1', 'in-county-inpatient', 'rises percent', '2027-12-31'],
  ['二(二)3', 'tertiary-minor-surgery', 'falls percent', '2027-12-31', 'prefecture'],
  ['二(二)3', 'tertiary-outpatients', 'falls percent', '2027-12-31', 'prefecture'],
  ['二(二)4', 'remote-consultation', '>= 1 yes', '2025-12-31'],
  ['二(二)4', 'remote-consultation-counties', '>= 100 percent', '2025-12-31', 'prefecture'],
  ['二(二)5', 'public-health-departments', '>= 100 percent', '2027-12-31'],
  ['二(二)7', 'tcm-level-2a', '>= 1 yes', '2025-12-31'],
  ['二(二)7', 'tcm-level-2a-counties', '>= 80 percent', '2025-12-31', 'prefecture'],
  ['二(二)7', 'tcm-specialties', '>= 5 count', '2025-12-31', 'prefecture'],
  ['二(二)7', 'moxibustion', '>= 1 yes', '2025-12-31'],
  ['二(二)7', 'moxibustion-counties', '>= 2 count', '2025-12-31', 'prefecture'],
  ['二(三)3', 'day-surgery-diseases', '>= 298 count', '2027-12-31', 'prefecture'],
  ['二(三)3', 'leading-specialties', '>= 10 count', '2027-12-31', 'prefecture'],
  ['二(四)3', 'centres-at-standard', 'rises percent', '2027-12-31'],
  ['二(四)3', 'clinics-at-standard', 'rises percent', '2027-12-31'],
  ['二(五)2', 'packaged-payment', '>= 1 yes', '2027-12-31'],
  ['二(五)2', 'packaged-payment-counties', '>= 1 count', '2027-12-31', 'prefecture'],
  ['二(五)2', 'primary-service-share', 'rises percent', '2027-12-31'],
  ['二(五)2', 'primary-fund-share', 'rises percent', '2027-12-31'],
  ['二(五)4', 'public-health-pay', '>= 100 percent', '2027-12-31'],
  ['二(五)5', 'hospitals-connected', 'rises percent', '2026-12-28'],
  ['二(五)5', 'sharing-campaign', '>= 1 yes', '2026-12-28'],
]
const end = '2025-12-31'
const fifthYear = '2025-06-15'
const strong: readonly Fact[] = [
  ['三(一)1', 'key-disciplines', '>= 10 count', end, 'prefecture'],
  ['三(一)1', 'discipline-candidates', '= 12 count', end, 'prefecture'],
  ['三(一)2', 'discipline-leaders', '>= 100 count', end, 'prefecture'],
  ['三(一)3', 'technical-backbones', '>= 1000 count', end, 'prefecture'],
  ['三(一)3', 'backbones-county-level', '= 80 percent', end, 'prefecture'],
  ['三(一)3', 'county-backbones', 'rises count', end],
  ...['chest-pain', 'stroke', 'trauma', 'maternal', 'newborn', 'infectious'].flatMap((centre, i): Fact[] => [
    [`三(二)${i + 1}`, `${centre}-centre`, '>= 1 yes', end],
    [`三(二)${i + 1}`, `${centre}-centre-counties`, '>= 17 count', end, 'prefecture'],
    [
      `三(二)${i + 1}`,
      `${centre}-centre-prefecture`,
      ['trauma', 'maternal'].includes(centre) ? '>= 2 count' : '>= 1 yes',
      end,
      'prefecture',
    ],
  ]),
  ['三(二)6', 'infectious-beds', '>= 10 count', end],
  ['三(二)6', 'infection-zones', '>= 3 count', end, 'prefecture'],
  ['三(二)6', 'infection-zone-beds', '>= 20 count', end, 'prefecture'],
  ...['tcm-prevention', 'tcm-geriatrics', 'tcm-rehabilitation'].flatMap((code): Fact[] => [
    ['三(三)', code, '>= 100 percent', end],
    ['三(三)', `${code}-counties`, '>= 100 percent', end, 'prefecture'],
  ]),
  ['三(三)', 'general-prevention', '>= 30 percent', end],
  ['三(三)', 'general-prevention-prefecture', '>= 30 percent', end, 'prefecture'],
  ['三(三)', 'tcm-specialties-national', '>= 1 count', end, 'prefecture'],
  ['三(三)', 'tcm-specialties-provincial', '>= 10 count', end, 'prefecture'],
  ['三(三)', 'tcm-specialties-prefecture', '>= 20 count', end, 'prefecture'],
  ['三(四)一', 'primary-at-standard', '>= 100 percent', fifthYear],
  ['三(四)一', 'primary-recommended', 'rises percent', fifthYear],
  ['三(四)一', 'township-standard', 'rises count', fifthYear],
  ['三(四)一', 'township-standard-counties', '>= 151 count', fifthYear, 'prefecture'],
  ['三(四)一', 'community-standard', 'rises count', fifthYear],
  ['三(四)一', 'community-standard-counties', '>= 20 count', fifthYear, 'prefecture'],
  ['三(四)二', 'clinic-cover', '>= 90 percent', fifthYear],
  ['三(四)二', 'clinic-cover-prefecture', '>= 90 percent', fifthYear, 'prefecture'],
]
/** How many numbered items stand under each heading of the document. */
const items = {
  'health-system-2023': { '二(一)': 7, '二(二)': 7, '二(三)': 3, '二(四)': 3, '二(五)': 6 },
  'strong-medicine-2020': { '三(一)': 3, '三(二)': 6 },
} as const
const headings = {
  'health-system-2023': ['一', '二', '三', '二(一)', '二(二)', '二(三)', '二(四)', '二(五)', '三(一)', '三(二)', '三(三)'],
  'strong-medicine-2020': [
    ...['一', '二', '三', '四', '五', '二(一)', '二(二)', '二(三)', '三(一)', '三(二)', '三(三)', '三(四)'],
    ...['三(四)一', '三(四)二', '四(一)', '四(二)', '四(三)'],
  ],
} as const

describe.each([
  ['health-system-2023', '朔政办发〔2023〕42号', ['2023-12-29', '2023-12-29', '2035-12-31'], health],
  ['strong-medicine-2020', '临政办发〔2020〕35号', ['2020-06-15', '2020-06-15', '2025-12-31'], strong],
] as const)('%s', (code, document, days, facts) => {
  const plan = read(code)
  const byId = new Map(plan.clauses.map((clause) => [clause.id, clause]))

  it('is the document it says', () => {
    expect([plan.code, plan.document, plan.level, [plan.issued, plan.from, plan.to]]).toEqual([code, document, 'prefecture', days])
  })

  it('has every clause under its printed number, each below the one it stands in', () => {
    const numbered = Object.entries(items[code]).flatMap(([heading, n]) => Array.from({ length: n }, (_, i) => `${heading}${i + 1}`))
    expect(plan.clauses.map(({ number }) => number).sort()).toEqual([...headings[code], ...numbered].sort())
    const above = (number: string) => number.replace(/(\d+|\([^)]*\)|(?<=\))[一二])$/, '')
    const parents = plan.clauses.flatMap(({ number, parent }) => (parent ? [[number, byId.get(parent)?.number]] : []))
    expect(parents).toEqual(parents.map(([number]) => [number, above(number!)]))
  })

  it('asks what the document asks, and nothing else', () => {
    const told = plan.targets.map((target): Fact => {
      const { clause, comparator, value, unit, deadline, scope, milestones } = target
      const asked = [comparator, value, unit].filter((part) => part !== undefined).join(' ')
      const steps = milestones.map((step) => `${step.day} ${step.value}`).join(', ')
      return [byId.get(clause)!.number, target.code, asked, deadline!, scope === 'prefecture' ? scope : undefined, steps || undefined]
    })
    const whole = facts.map(([clause, name, asked, deadline, scope, steps]): Fact => [clause, name, asked, deadline, scope, steps])
    const byCode = (a: Fact, b: Fact) => a[1].localeCompare(b[1])
    expect(told.toSorted(byCode)).toEqual(whole.toSorted(byCode))
  })

  it('counts for the prefecture what its counties state under the same name', () => {
    const summed = plan.targets.filter(({ measure }) => 'stated' in measure && measure.of === 'counties')
    expect(summed.map((target) => target.code)).toEqual(
      plan.targets.filter((target) => target.code.endsWith('-counties')).map((target) => target.code),
    )
    for (const target of summed) {
      const own = plan.targets.find((other) => `${other.code}-counties` === target.code)
      expect([target.code, own?.scope, own?.clause]).toEqual([target.code, 'county', target.clause])
    }
  })

  it('gives every item of work a task, and every task those who carry it out', () => {
    const work = plan.clauses.filter(({ id, units }) => units.length && !plan.clauses.some(({ parent }) => parent === id))
    expect(work.filter(({ id }) => !plan.tasks.some(({ clause }) => clause === id)).map(({ number }) => number)).toEqual([])
    expect(plan.tasks.filter(({ units }) => !units.length).map((task) => task.code)).toEqual([])
    expect(plan.tasks.some(({ report }) => report)).toBe(true)
  })
})

it('keeps the order of the responsible units as printed', () => {
  const { clauses } = read('health-system-2023')
  const unitsOf = (number: string) => clauses.find((clause) => clause.number === number)?.units.join(' ')
  expect(unitsOf('二(一)1')).toBe('health-commission education finance personnel')
  expect(unitsOf('二(一)4')).toBe('health-commission development finance agriculture revitalisation')
  expect(unitsOf('二(一)5')).toBe('development finance health-commission')
  expect(unitsOf('二(三)2')).toBe('science health-commission finance market')
  expect(unitsOf('二(四)1')).toBe('organisation establishment education health-commission')
  expect(unitsOf('二(五)2')).toBe('insurance health-commission financial-regulator')
})

it('names the county hospitals’ classes of beds with all seventeen counties, and takes the least', () => {
  const beds = read('strong-medicine-2020').targets.find(({ code }) => code === 'infectious-beds')
  const classes = beds!.reading![0].match(/\d+–\d+ 张：[^；。]+/g)!.map((one) => one.split('：'))
  expect(classes.map(([size, names]) => [size, names!.split('、').length])).toEqual([
    ['10–15 张', 10],
    ['20–30 张', 4],
    ['30–50 张', 3],
  ])
})

it('says who pays for what, and how much a village doctor’s post gets', () => {
  const strongMedicine = read('strong-medicine-2020')
  const money = strongMedicine.resources.filter(({ clause, kind }) => clause === 'c4-2' && kind === 'money')
  expect(money.map(({ units }) => units[0])).toEqual([
    ...['finance', 'finance', 'finance', 'county-finance', 'county-finance', 'county-finance', 'city-hospitals', 'city-hospitals'],
  ])
  const subsidy = read('health-system-2023').resources.find(({ amount }) => amount !== undefined)
  expect([subsidy?.amount, subsidy?.unit, subsidy?.clause]).toEqual([1000, '元', 'c2-1-3'])
})
