import { z } from 'zod'
import { familyRelations, maritalStatuses, nationalities } from '../codes/value-sets.ts'
import { insurances } from './codes.ts'

const code = <const T extends Readonly<Record<string, unknown>>>(codes: T) => z.enum(Object.keys(codes) as (keyof T & string)[])

const day = z.iso.date().refine((d) => d >= '1850-01-01', '日期过早，请核对 | Too early a date: look for a slip of the key')
/** A resident as one institution knows him: one Patient per source institution; persons bind them. */
export const Resident = z.object({
  id: z.string(),
  state: z.enum(['active', 'deceased', 'entered-in-error']),
  name: z.string().trim().min(1).max(100),
  sex: z.enum(['male', 'female', 'other', 'unknown']),
  birthDate: day.optional(),
  /** 18 characters, GB 11643; 15-digit numbers are upgraded on entry. */
  idCard: z.string().optional(),
  phone: z.string().max(30).optional(),
  /** Division codes, GB/T 2260 and GB/T 10114: 9 digits township, 12 village. */
  township: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  village: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  address: z.string().max(300).optional(),
  contactName: z.string().max(100).optional(),
  contactPhone: z.string().max(30).optional(),
  /** The household register 户籍: number of the household, relation to its head (GB/T 4761), whether he is registered in the county. */
  household: z.string().trim().min(1).max(40).optional(),
  relation: code(familyRelations).optional(),
  registered: z.boolean().optional(),
  /** Whether he lives in the county 常住; said by the residents' register, a desk does not know. */
  resident: z.boolean().optional(),
  movedIn: day.optional(),
  movedOut: day.optional(),
  insurance: code(insurances).optional(),
  nation: code(nationalities).optional(),
  marital: code(maritalStatuses).optional(),
  organization: z.string(),
  /** Only when registered for a person already known; afterwards the binding table holds it. */
  person: z.string().optional(),
  diedOn: day.optional(),
})
export type Resident = z.infer<typeof Resident>
