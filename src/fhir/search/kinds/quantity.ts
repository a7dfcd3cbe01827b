import type { Operand, Prefix } from '../query.ts'
import { ALL } from '../sieves.ts'
import { canonicalUnit, UCUM } from '../units.ts'
import { type Asked as AskedDecimal, readDecimal, type Stretch } from './decimal.ts'
import { anyTest, type Element, fieldsOf, isElement, type Kind, textOf } from './kind.ts'

/** A quantity with its unit: the stretch it covers, open where only one end of a Range or a comparator (`<5`) is known. */
type Measured = Stretch & { system: string | undefined; code: string | undefined; unit: string | undefined }

const CURRENCIES = 'urn:iso:std:iso:4217'

const unitOf = ({ system, code, unit, currency }: Element) =>
  textOf(currency)
    ? { system: CURRENCIES, code: textOf(currency), unit: undefined }
    : { system: textOf(system), code: textOf(code), unit: textOf(unit) }

function measuredOf(item: unknown): Measured[] {
  if (typeof item === 'number') return [{ low: item, high: item, system: undefined, code: undefined, unit: undefined }]
  if (!isElement(item)) return []
  const { value, comparator, low, high } = item
  if (typeof value === 'number') {
    const open = textOf(comparator)?.[0]
    return [{ low: open === '<' ? -Infinity : value, high: open === '>' ? Infinity : value, ...unitOf(item) }]
  }
  const [first, last] = [isElement(low) ? low : undefined, isElement(high) ? high : undefined]
  const bounded = first ?? last
  const [from, to] = [first?.value, last?.value]
  if (!bounded || (typeof from !== 'number' && typeof to !== 'number')) return []
  return [{ low: typeof from === 'number' ? from : -Infinity, high: typeof to === 'number' ? to : Infinity, ...unitOf(bounded) }]
}

/** http://hl7.org/fhir/R4/search.html#prefix: only `eq`, `ne` and `ap` heed how many digits were written. */
const MEETS: Record<Prefix, (value: Stretch, asked: AskedDecimal) => boolean> = {
  eq: (value, { low, high }) => low <= value.low && value.low < high && value.high < high,
  ne: (value, asked) => !MEETS.eq(value, asked),
  gt: (value, asked) => value.high > asked.value,
  lt: (value, asked) => value.low < asked.value,
  ge: (value, asked) => value.high >= asked.value,
  le: (value, asked) => value.low <= asked.value,
  sa: (value, asked) => value.low > asked.value,
  eb: (value, asked) => value.high < asked.value,
  ap(value, asked) {
    const far = Math.max(Math.abs(asked.value) / 10, asked.high - asked.value)
    return value.low <= asked.value + far && value.high >= asked.value - far
  },
}

/** Free of the dust that converting leaves behind: 15 digits are what a conversion can be trusted with. */
const clean = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(14)) : value)

/** Both in the base unit; nothing when they do not measure the same. */
function converted(value: Measured, asked: AskedDecimal, code: string): { value: Stretch; asked: AskedDecimal } | undefined {
  const [from, to] = [value.code === undefined ? undefined : canonicalUnit(value.code), canonicalUnit(code)]
  if (!from || !to || from.dimension !== to.dimension) return undefined
  const own = (amount: number) => clean(from.toBase(amount))
  const theirs = (amount: number) => clean(to.toBase(amount))
  return {
    value: { low: own(value.low), high: own(value.high) },
    asked: { value: theirs(asked.value), low: theirs(asked.low), high: theirs(asked.high) },
  }
}

type Meets = (value: Measured) => boolean

function quantityTest(operand: Operand): Meets | undefined {
  const [amount = '', system = '', code = ''] = fieldsOf(operand)
  const asked = readDecimal(amount)
  if (!asked) return undefined
  const meets = MEETS[operand.prefix]
  if (!system && !code) return (value) => meets(value, asked)
  if (!system) return (value) => (value.code === code || value.unit === code) && meets(value, asked)
  return (value) => {
    if (value.system !== system) return false
    if (!code || value.code === code) return meets(value, asked)
    const both = system === UCUM ? converted(value, asked, code) : undefined
    return both !== undefined && meets(both.value, both.asked)
  }
}

const NUMBER = 'must be a number, such as 5.4 or 1e3'

/** R4 search, “quantity”: Quantity and its kinds, Money (in ISO 4217), Range. The index holds no numbers: other criteria narrow. */
export const quantity: Kind = {
  modifiers: [],
  prefixed: true,
  fault(operand) {
    const fields = fieldsOf(operand)
    if (fields.length > 3) return 'must be written number, number|system|code or number||unit'
    return readDecimal(fields[0] ?? '') ? undefined : NUMBER
  },
  test: (operands) => anyTest<Measured>(operands, quantityTest, measuredOf),
  keys: () => undefined,
  sieve: () => ALL,
  order(item) {
    const [value] = measuredOf(item)
    if (!value) return undefined
    const low = Number.isFinite(value.low) ? value.low : value.high
    const unit = value.system === UCUM && value.code !== undefined ? canonicalUnit(value.code) : undefined
    return unit ? unit.toBase(low) : low
  },
}

/** R4 search, “number”. */
export const number: Kind = { ...quantity, fault: ({ text }) => (readDecimal(text) ? undefined : NUMBER) }
