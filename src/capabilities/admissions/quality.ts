import type { Text } from '../../kernel/grammar/texts.ts'
import { daysBetween, type Person, stayDays, yearsAt } from './checks.ts'
import { newbornDays } from './codes.ts'
import type { Page } from './shape.ts'

/** A page and whom it is about. */
export type FrontPage = { page: Page; person: Person & { idCard?: string | undefined } }

const inRange = (code: string | undefined, from: string, to: string) =>
  code !== undefined && code.slice(0, 3) >= from && code.slice(0, 3) <= to
const mainCode = ({ diagnoses: [main] }: Page) => (main?.coded?.local ? undefined : main?.coded?.code)
const ageInDays = ({ page, person }: FrontPage) => (person.birthDate ? daysBetween(person.birthDate, page.admittedAt) : undefined)
/** Born weight stands on the child's page and on the mother's. */
const delivered = ({ diagnoses }: Page) =>
  diagnoses.some(({ coded }) => inRange(coded?.code, 'O80', 'O84') || inRange(coded?.code, 'Z37', 'Z38'))

type Rule = { name: string; text: Text; doubts: (one: FrontPage) => boolean }
/**
 * What may be right after all but is worth a look, in the order in which coders look: completeness, then consistency. A page is never refused for it.
 * Sources: checks of standards part 15.1 and the quality items of the national front-page data (国家住院病案首页数据质量管理与控制指标, 2016).
 */
export const softRules: readonly Rule[] = [
  {
    name: 'no-id',
    text: ['没有身份证号，可能无法与本人的其他记录关联', 'No ID number: may not be linked with the person'],
    doubts: ({ person }) => !person.idCard,
  },
  {
    name: 'symptom',
    text: ['主要诊断是症状（R 编码），病因明确时应选病因', 'The main diagnosis is a symptom (R…): choose the cause once it is known'],
    doubts: ({ page }) => inRange(mainCode(page), 'R00', 'R99'),
  },
  {
    name: 'local-code',
    text: ['有诊断或手术还没有对应到国家临床版编码', 'A diagnosis or operation is not translated to the national code yet'],
    doubts: ({ page }) => [...page.diagnoses, ...page.operations].some(({ coded }) => !coded || coded.local === true),
  },
  {
    name: 'no-level',
    text: ['手术缺少手术级别', 'An operation without its level'],
    doubts: ({ page }) => page.operations.some(({ level }) => !level),
  },
  {
    name: 'no-surgeon',
    text: ['手术缺少术者', 'An operation without its surgeon'],
    doubts: ({ page }) => page.operations.some(({ surgeon }) => !surgeon),
  },
  {
    name: 'no-operation-day',
    text: ['手术缺少手术日期', 'An operation without its day'],
    doubts: ({ page }) => page.operations.some(({ at }) => !at),
  },
  {
    name: 'no-on-admission',
    text: ['诊断缺少入院病情', 'A diagnosis without the condition at admission'],
    doubts: ({ page }) => page.diagnoses.some(({ onAdmission }) => !onAdmission),
  },
  { name: 'no-department', text: ['缺少出院科别', 'No department of discharge'], doubts: ({ page }) => !page.department },
  {
    name: 'no-cause',
    text: ['损伤、中毒缺少外部原因', 'An injury or poisoning without its external cause'],
    doubts: ({ page }) => inRange(mainCode(page), 'S00', 'T98') && !page.externalCause,
  },
  {
    name: 'no-receiver',
    text: ['医嘱转院或转社区，缺少拟接收机构', 'Transferred, and not said whereto'],
    doubts: ({ page }) => ['2', '3'].includes(page.departure ?? '') && !page.receiver && !page.details.centre,
  },
  {
    name: 'no-parts',
    text: ['只有总费用，没有分项', 'The total cost alone, without its parts'],
    doubts: ({ page }) => !page.cost.parts && page.cost.totalFen > 0,
  },
  { name: 'no-cost', text: ['总费用为 0', 'A total cost of 0'], doubts: ({ page }) => page.cost.totalFen === 0 },
  {
    name: 'days-counted',
    text: ['住院天数与出入院日期相差 1 天', 'Days of stay differ by one from the dates'],
    doubts: ({ page }) => page.days !== stayDays(page.admittedAt, page.dischargedAt),
  },
  {
    name: 'age-counted',
    text: ['年龄与出生日期相差 1 岁', 'The age differs by one year from the date of birth'],
    doubts: ({ page, person }) =>
      page.details.age !== undefined && !!person.birthDate && yearsAt(person.birthDate, page.admittedAt) !== page.details.age,
  },
  {
    name: 'id-birth',
    text: ['出生日期与身份证号不同', 'The date of birth is not that of the ID number'],
    // a number that is shown with stars says nothing of it
    doubts: ({ person: { idCard = '', birthDate } }) =>
      /^\d{17}[\dX]$/.test(idCard) && !!birthDate && idCard.slice(6, 14) !== birthDate.replaceAll('-', ''),
  },
  {
    name: 'newborn',
    text: ['不是新生儿（或产妇），却有新生儿体重', 'A newborn’s weight on the page of somebody older'],
    doubts: (one) => {
      const { birthWeight = 0, admissionWeight = 0 } = one.page.details
      const old = (ageInDays(one) ?? 0) > newbornDays
      return old && (admissionWeight > 0 || (birthWeight > 0 && !delivered(one.page)))
    },
  },
  {
    name: 'weight',
    text: ['新生儿体重不在 300～8000 克之间', 'A newborn’s weight outside 300–8000 g'],
    doubts: ({ page: { details } }) =>
      [details.birthWeight, details.admissionWeight].some((g) => g !== undefined && g > 0 && (g < 300 || g > 8000)),
  },
]

/** The names of the soft rules that a page gives reason to look at. Pure. */
export const qualityOf = (one: FrontPage): readonly Pick<Rule, 'name' | 'text'>[] => softRules.filter((rule) => rule.doubts(one))
