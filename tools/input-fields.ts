import { z } from 'zod'

type Json = {
  type?: string
  format?: string
  pattern?: string
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly Json[]
  properties?: Record<string, Json>
  required?: readonly string[]
  items?: Json
  minimum?: number
  maximum?: number
  maxLength?: number
  maxItems?: number
}

function range({ minimum, maximum, type }: Json): string {
  const top = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum
  if (minimum === undefined && top === undefined) return type ?? ''
  return top === undefined ? `${type} ≥ ${minimum}` : minimum === undefined ? `${type} ≤ ${top}` : `${type} ${minimum}–${top}`
}

/** A type in words: `date`, `integer 20–300`, `home / refer`, `list of {system, code}`. */
function typeOf(json: Json): string {
  if (json.anyOf) return json.anyOf.map(typeOf).join(' or ')
  if (json.const !== undefined) return String(json.const)
  if (json.enum) return json.enum.join(' / ')
  if (json.type === 'array') return `list${json.maxItems ? ` (≤ ${json.maxItems})` : ''} of ${typeOf(json.items ?? {})}`
  if (json.properties) return `{ ${fieldsOf(json).join(', ')} }`
  if (json.type === 'number' || json.type === 'integer') return range(json)
  if (json.format === 'date' || json.format === 'date-time') return json.format
  if (json.type === 'string') return json.maxLength ? `text ≤ ${json.maxLength}` : 'text'
  return json.type ?? 'any'
}

/** `name: type` of each field; `?` marks what may be left out. */
const fieldsOf = ({ properties = {}, required = [] }: Json): string[] =>
  Object.entries(properties).map(([name, json]) => `${name}${required.includes(name) ? '' : '?'}: ${typeOf(json)}`)

/** The fields of an operation's input, as a client sends them. */
export const inputFields = (input: z.ZodType): string[] => fieldsOf(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Json)
