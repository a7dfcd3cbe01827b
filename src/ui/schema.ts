import { z } from 'zod'

/** What a field of an input is, as a form needs to know it. */
export type FieldShape = {
  name: string
  required: boolean
  kind: 'text' | 'lines' | 'date' | 'instant' | 'number' | 'whole' | 'yes' | 'choice' | 'own'
  choices?: readonly string[]
  longest?: number
}

/** From here on a text gets several lines. */
const longText = 200

/** The fields of an object schema in its order. What no plain control can take (objects, arrays, unions) is 'own': the page draws it. */
export function fieldsOf(schema: z.ZodType): readonly FieldShape[] {
  if (!(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape).map(([name, field]) => {
    const required = !(field as z.ZodType).safeParse(undefined).success
    return { name, required, ...shapeOf(inner(field as z.ZodType)) }
  })
}

function inner(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return inner(schema.unwrap() as z.ZodType)
  return schema instanceof z.ZodPipe ? inner(schema.in as z.ZodType) : schema
}

function shapeOf(schema: z.ZodType): Omit<FieldShape, 'name' | 'required'> {
  if (schema instanceof z.ZodEnum) return { kind: 'choice', choices: schema.options.map(String) }
  if (schema instanceof z.ZodBoolean) return { kind: 'yes' }
  if (schema instanceof z.ZodNumber) return { kind: schema.format?.includes('int') ? 'whole' : 'number' }
  if (schema instanceof z.ZodISODate) return { kind: 'date' }
  if (schema instanceof z.ZodISODateTime) return { kind: 'instant' }
  if (!(schema instanceof z.ZodString)) return { kind: 'own' }
  const longest = schema.maxLength ?? undefined
  return { kind: longest && longest > longText ? 'lines' : 'text', ...(longest ? { longest } : {}) }
}
