import fc, { type Arbitrary } from 'fast-check'
import type { z } from 'zod'

type Def = Record<string, unknown> & { type: string; format?: string; checks?: readonly { _zod: { def: Check } }[] }
type Check = { check: string; minimum?: number; maximum?: number; value?: number; format?: string; pattern?: RegExp }
const inside = (schema: z.ZodType) => (schema as unknown as { _zod: { def: Def } })._zod.def

/** The bounds and formats that the checks of a schema set. */
type Limits = { minimum?: number; maximum?: number; pattern?: RegExp; format?: string }
function limitsOf({ checks = [], format }: Def): Limits {
  const limits: Limits = format === undefined ? {} : { format }
  for (const { _zod } of checks) {
    const { check, minimum, maximum, value, format: more, pattern } = _zod.def
    if (check === 'greater_than' || check === 'min_length') limits.minimum = Number(value ?? minimum)
    else if (check === 'less_than' || check === 'max_length') limits.maximum = Number(value ?? maximum)
    else if (check === 'number_format' || check === 'string_format')
      Object.assign(limits, { format: more }, pattern && more === 'regex' ? { pattern } : {})
    else if (check !== 'overwrite' && check !== 'custom') throw new Error(`no values for the check ${check}: teach test/rules/arbitrary.ts`)
  }
  return limits
}
const as = <T>(value: unknown) => value as T

const letters = [...'头晕三天张单𠮷aZ09-.:,;"\\<>&\'/ ']
const days = (schema: fc.DateConstraints = {}) =>
  fc.date({ min: new Date('1900-01-01'), max: new Date('2030-12-31'), noInvalidDate: true, ...schema })

function text({ minimum = 1, maximum, pattern, format }: Limits): Arbitrary<string> {
  if (format === 'date') return days().map((d) => d.toISOString().slice(0, 10))
  if (format === 'datetime') return days().map((d) => d.toISOString())
  if (pattern) return fc.stringMatching(pattern).filter((word) => word.length <= (maximum ?? Number.POSITIVE_INFINITY))
  if (maximum === undefined) return fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9.-]{0,40}$/) // without a bound: an id or a reference
  return fc
    .string({ unit: fc.constantFrom(...letters), minLength: Math.max(1, minimum), maxLength: Math.min(maximum, 40) })
    .map((word) => word.trim() || '无')
}

function number({ minimum = -1e6, maximum = 1e6, format }: Limits): Arbitrary<number> {
  const [min, max] = [Math.max(minimum, -1e12), Math.min(maximum, 1e12)]
  return format?.includes('int')
    ? fc.integer({ min, max })
    : fc.integer({ min: Math.ceil(min * 100), max: Math.floor(max * 100) }).map((n) => n / 100)
}

/**
 * Values of a Zod schema, for the constructs the shapes use; what a refinement excludes is thrown away. Optional elements come and go; texts are never
 * empty, since R4 has no empty strings. @throws Error for a construct it does not know, so that a new one is added here
 */
export function valuesOf<T>(schema: z.ZodType<T>): Arbitrary<T> {
  return as<Arbitrary<T>>(generate(schema)).filter((value) => {
    const read = schema.safeParse(value)
    return read.success && JSON.stringify(read.data) === JSON.stringify(value)
  })
}

function generate(schema: z.ZodType): Arbitrary<unknown> {
  const def = inside(schema)
  const limits = limitsOf(def)
  const of = (name: string) => as<z.ZodType>(def[name])
  switch (def.type) {
    case 'string':
      return text(limits)
    case 'number':
      return number(limits)
    case 'boolean':
      return fc.boolean()
    case 'literal':
      return fc.constantFrom(...as<unknown[]>(def['values']))
    case 'enum':
      return fc.constantFrom(...Object.values(as<Record<string, unknown>>(def['entries'])))
    case 'array':
      return fc.array(generate(of('element')), { minLength: limits.minimum ?? 0, maxLength: Math.min(limits.maximum ?? 4, 4) })
    case 'tuple':
      return fc.tuple(...as<z.ZodType[]>(def['items']).map(generate))
    case 'record':
      return fc.dictionary(generate(of('keyType')).map(String), generate(of('valueType')), { maxKeys: 4, noNullPrototype: true })
    case 'object': {
      const shape = as<Record<string, z.ZodType>>(def['shape'])
      const fields = Object.fromEntries(Object.entries(shape).map(([name, one]) => [name, generate(one)]))
      return fc.record(fields, {
        requiredKeys: Object.keys(shape).filter((name) => inside(shape[name]!).type !== 'optional'),
        noNullPrototype: true,
      })
    }
    case 'union':
      return fc.oneof(...as<z.ZodType[]>(def['options']).map(generate))
    case 'optional':
    case 'default':
    case 'readonly':
      return generate(of('innerType'))
    case 'nullable':
      return fc.option(generate(of('innerType')), { nil: null })
    case 'pipe':
      return generate(of('out'))
    default:
      throw new Error(`no values for z.${def.type}: teach test/rules/arbitrary.ts`)
  }
}
