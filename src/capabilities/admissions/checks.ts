import type { Text } from '../../kernel/grammar/texts.ts'
import { operationTolerance, sexOf } from './codes.ts'
import { costParts, partNames, wholeOf } from './cost.ts'
import { inOrder, type Page } from './shape.ts'

/** Whom the page is about, as far as it is checked against him. */
export type Person = { sex: string; birthDate?: string | undefined }
/** What is wrong: the rule, where on the page (`cost.totalFen`, `operations.2.at`), and how to mend it. */
export type Fault = { rule: string; path: string; text: Text }
/** The instant of the check, ISO with +08:00. */
export type Now = { now: string }

/** Whole days between the days of two local moments. */
export const daysBetween = (from: string, to: string) => (Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000
/** 实际住院天数: discharge less admission, and one for who leaves on the same day (standards part 15.1). */
export const stayDays = (admittedAt: string, dischargedAt: string) => Math.max(1, daysBetween(admittedAt, dischargedAt))
/** Whole years at a day. */
export const yearsAt = (birthDate: string, at: string) =>
  Number(at.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (at.slice(5, 10) < birthDate.slice(5) ? 1 : 0)

const yuan = (fen: number) => (fen / 100).toFixed(2)

type Check = (page: Page, person: Person, now: Now) => readonly (readonly [path: string, text: Text] | false | undefined)[]
/**
 * The checks of standards part 15.1 that need no clinical judgement, and of them only what is certainly wrong: such a page is refused. Whatever may be
 * right after all is said by `qualityOf`.
 */
const checks: Readonly<Record<string, Check>> = {
  order: ({ admittedAt, dischargedAt }) => [
    !inOrder(admittedAt, dischargedAt) && ['dischargedAt', ['出院早于入院', 'Discharged before admission']],
  ],
  birth: ({ admittedAt }, { birthDate }) => [
    birthDate !== undefined && birthDate > admittedAt.slice(0, 10) && ['birthDate', ['出生晚于入院', 'Born after admission']],
  ],
  future: ({ dischargedAt }, _, { now }) => [
    !inOrder(dischargedAt, now) && ['dischargedAt', ['出院时间晚于现在', 'Discharged in the future']],
  ],
  // one more or less is another way of counting, which `qualityOf` tells
  days({ admittedAt, dischargedAt, days }) {
    const counted = stayDays(admittedAt, dischargedAt)
    return [
      inOrder(admittedAt, dischargedAt) &&
        Math.abs(days - counted) > 1 && [
          'days',
          [
            `住院天数应为 ${counted}（出院日减入院日，同日计 1）`,
            `The stay is ${counted} days (discharge less admission, the same day is 1)`,
          ],
        ],
    ]
  },
  age({ admittedAt, details: { age } }, { birthDate }) {
    const years = birthDate === undefined ? undefined : yearsAt(birthDate, admittedAt)
    return [
      age !== undefined &&
        years !== undefined &&
        Math.abs(age - years) > 1 && [
          'details.age',
          [`按出生日期入院时应为 ${years} 岁`, `By the date of birth ${years} years old at admission`],
        ],
    ]
  },
  sum({ cost: { totalFen, parts } }) {
    if (!parts) return []
    const sum = partNames.reduce((all, part) => all + (wholeOf(part) ? 0 : (parts[part] ?? 0)), 0)
    return [
      sum !== totalFen && [
        'cost.totalFen',
        [`各项费用之和为 ${yuan(sum)}，与总费用不等`, `The parts add up to ${yuan(sum)}, which is not the total`],
      ],
    ]
  },
  part: ({ cost: { parts = {} } }) =>
    partNames.map((part) => {
      const whole = wholeOf(part)
      return (
        whole &&
        (parts[part] ?? 0) > (parts[whole] ?? 0) && [
          `cost.parts.${part}`,
          [
            `${costParts[part].text[0]}大于${costParts[whole].text[0]}`,
            `${costParts[part].text[1]} costs more than ${costParts[whole].text[1]}, which contains it`,
          ],
        ]
      )
    }),
  operationParts: ({ cost: { parts: { anaesthesia = 0, operation = 0, surgical = 0 } = {} } }) => [
    Math.max(anaesthesia, operation) <= surgical &&
      anaesthesia + operation > surgical && [
        'cost.parts.surgical',
        ['麻醉费与手术费之和大于手术治疗费', 'Anaesthesia and operation cost more than surgical treatment'],
      ],
  ],
  self: ({ cost: { totalFen, selfFen } }) => [
    selfFen !== undefined && selfFen > totalFen && ['cost.selfFen', ['自付金额大于总费用', 'Paid himself more than the total']],
  ],
  operationDay: ({ admittedAt, dischargedAt, operations }) =>
    operations.map(
      ({ at }, i) =>
        at !== undefined &&
        (daysBetween(at, admittedAt) > operationTolerance.before || daysBetween(dischargedAt, at) > operationTolerance.after) && [
          `operations.${i}.at`,
          ['手术日期不在住院期间', 'Operated outside the stay'],
        ],
    ),
  sex: ({ diagnoses, pathology }, { sex }) =>
    [...diagnoses.map((d, i) => [`diagnoses.${i}`, d] as const), ...(pathology ? [['pathology', pathology] as const] : [])].map(
      ([path, { coded }]) => {
        const bound = coded && !coded.local ? sexOf(coded.code) : undefined
        return (
          bound !== undefined &&
          ['male', 'female'].includes(sex) &&
          bound !== sex && [path, [`诊断 ${coded!.code} 与性别不符`, `Diagnosis ${coded!.code} does not go with the sex`]]
        )
      },
    ),
}

/** Everything that is certainly wrong with a page; none: it may go in. Pure. */
export const faultsOf = (page: Page, person: Person, now: Now): Fault[] =>
  Object.entries(checks).flatMap(([rule, check]) =>
    check(page, person, now).flatMap((found) => (found ? [{ rule, path: found[0], text: found[1] }] : [])),
  )
