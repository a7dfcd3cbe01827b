import ucum from '@lhncbc/ucum-lhc'

/** The system of UCUM codes. */
export const UCUM = 'http://unitsofmeasure.org'

/** What a unit measures, and how an amount of it is told in the base unit. Units of one dimension can be compared. */
export type CanonicalUnit = { dimension: string; toBase(amount: number): number }

let tables: ReturnType<typeof ucum.UcumLhcUtils.getInstance> | undefined
const known = new Map<string, CanonicalUnit | undefined>()
/** Codes that clients make up are not kept for ever. */
const MOST = 5_000
const LONGEST = 80

/** A special unit (Cel, [degF]) by two points of its scale; logarithmic ones are no straight line and are not converted. */
function scaled(code: string, base: string): CanonicalUnit | undefined {
  const at = (amount: number) => tables!.convertUnitTo(code, amount, base)
  const [zero, one, two] = [at(0), at(1), at(2)].map((result) => (result.status === 'succeeded' ? result.toVal : undefined))
  if (typeof zero !== 'number' || typeof one !== 'number' || typeof two !== 'number') return undefined
  const step = one - zero
  return Math.abs(two - one - step) > 1e-9 * Math.abs(step) ? undefined : { dimension: base, toBase: (amount) => zero + amount * step }
}

function compute(code: string): CanonicalUnit | undefined {
  tables ??= ucum.UcumLhcUtils.getInstance()
  const [unit, read] = tables.uStrParser_.parseString(code, 'validate', false)
  if (!unit || read !== code || !Number.isFinite(unit.magnitude_) || !(unit.magnitude_! > 0)) return undefined
  const vector = unit.dim_?.dimVec_?.join() ?? ''
  if (unit.cnv_) return vector === KELVIN ? scaled(code, 'K') : undefined
  const dimension = vector === KELVIN ? 'K' : `${vector}|${unit.moleExp_}|${unit.isArbitrary_ ? code : ''}`
  const factor = unit.magnitude_!
  return { dimension, toBase: (amount) => amount * factor }
}

/** The package is not made for what strangers write: a code it cannot bear is no unit. */
function computed(code: string): CanonicalUnit | undefined {
  try {
    return compute(code)
  } catch {
    return undefined
  }
}

/** The dimension of temperature among those of UCUM: length, time, mass, angle, temperature, charge, luminous intensity. */
const KELVIN = '0,0,0,0,1,0,0'

/** The unit of a UCUM code, from the tables of the package `@lhncbc/ucum-lhc` (read at the first call, some 15 ms); nothing for what is no UCUM code. */
export function canonicalUnit(code: string): CanonicalUnit | undefined {
  if (known.has(code)) return known.get(code)
  if (code.length > LONGEST) return undefined
  if (known.size >= MOST) known.clear()
  const unit = computed(code)
  known.set(code, unit)
  return unit
}
