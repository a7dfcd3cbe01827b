import { z } from 'zod'
import { type Definition, figureGrains, figureUnits } from '../../kernel/grammar/frozen.ts'

const instant = z.iso.datetime()
const words = z.string().trim().min(1).max(1000)

/** Which figure: `of` is the id of the unit, `county` for the county as a whole. */
export const Figure = z.object({
  code: z.string().min(1).max(80),
  variant: z.string().max(80).optional(),
  grain: z.enum(figureGrains),
  period: z
    .string()
    .regex(
      /^(19|20)\d\d(-(0[1-9]|1[0-2])|-Q[1-4])?$/,
      '期间应写成 2026-01、2026-Q1 或 2026 | Write the period as 2026-01, 2026-Q1 or 2026',
    ),
  unit: z.enum(figureUnits),
  of: z.string().min(1).max(64),
})

/** A figure that was reported (已上报数据): its value then, what it was made of and what it meant. The row ids lie beside it, by its id. */
export const Filing = Figure.extend({
  id: z.string(),
  state: z.enum(['filed', 'withdrawn']),
  /** Name of the indicator and of the unit as they were. */
  name: z.string().max(200),
  nameEn: z.string().max(200),
  unitName: z.string().max(200),
  measure: z.enum(['count', 'percent', 'permille', 'ratio', 'yuan', 'minutes', 'days', 'index']),
  /** Absent where there was no number (a denominator of 0). */
  value: z.number().optional(),
  numerator: z.number(),
  denominator: z.number().optional(),
  parts: z.array(
    z.object({
      ref: z.string().min(1).max(200),
      sides: z.array(z.enum(['numerator', 'denominator', 'formula'])),
      from: z.string().max(7),
      to: z.string().max(7),
      rows: z.number().int(),
      value: z.number(),
      /** Of a prefecture's figure: what each county had. */
      counties: z
        .array(z.object({ id: z.number().int(), name: z.string(), rows: z.number().int(), value: z.number() }))
        .readonly()
        .optional(),
    }),
  ),
  /** JSON text of the whole definition (`definitionOf`), and its SHA-256. */
  definition: z.string(),
  hash: z.string(),
  note: words.optional(),
  /** In whose name. */
  organization: z.string(),
  filedAt: instant,
  filedBy: z.string().max(100),
  withdrawnAt: instant.optional(),
  withdrawnBy: z.string().max(100).optional(),
  reason: words.optional(),
})
export type Filing = z.infer<typeof Filing>

/** The definition under which it was filed. */
export const definitionOf = ({ definition }: Pick<Filing, 'definition'>): Definition => JSON.parse(definition)

/** A figure is filed once at a time: the claim that its filing holds. */
export const figureClaim = ({ code, variant, grain, period, unit, of }: z.infer<typeof Figure>) =>
  `filing/${code}/${variant ?? ''}/${grain}/${period}/${unit}/${of}`
