import { z } from 'zod'
import { ID } from '../../fhir/id.ts'

const within = (low: number, high: number) => z.number().min(low).max(high)
/** Vital signs in the units of the outpatient record: ℃, beats and breaths per minute, mmHg, cm, kg, mmol/L, %. The limits only refuse slips of the key. */
export const VitalSigns = z.object({
  temperature: within(30, 45).optional(),
  pulse: within(20, 300).int().optional(),
  respiration: within(4, 90).int().optional(),
  systolic: within(40, 320).int().optional(),
  diastolic: within(20, 220).int().optional(),
  height: within(20, 250).optional(),
  weight: within(0.3, 400).optional(),
  glucose: within(0.5, 60).optional(),
  saturation: within(30, 100).int().optional(),
})
export type VitalSigns = z.infer<typeof VitalSigns>

/** R4 code: no blanks at its ends or twice in a row. */
const code = z
  .string()
  .max(40)
  .regex(/^\S+( \S+)*$/)
const name = z.string().trim().min(1).max(200)
export const Coded = z.object({ code, name })
export type Coded = z.infer<typeof Coded>

export const Diagnosis = z
  .object({
    /** icd10: 国家临床版 ICD-10; tcm-disease and tcm-syndrome: GB/T 15657, one table in which the first letter tells them apart. */
    system: z.enum(['icd10', 'tcm-disease', 'tcm-syndrome']),
    ...Coded.shape,
  })
  .refine(({ system, code }) => system === 'icd10' || (system === 'tcm-syndrome') === code.startsWith('B'), {
    path: ['code'],
    message: '编码与编码系统不符 | The code is not of this code system',
  })
export type Diagnosis = z.infer<typeof Diagnosis>

/** A diagnosis of the record: beside the code, where the county has a mapping, what the insurance calls it (医保版). Nobody types that. */
const Recorded = Diagnosis.safeExtend({ insurance: z.object({ code, name: name.optional() }).optional() })

/** A practitioner of the county: the code is the id of his Practitioner. */
export const Staff = z.object({ code: z.string().regex(new RegExp(`^${ID}$`)), name })

export const dispositions = ['home', 'observe', 'admit', 'refer', 'died'] as const

const fen = z.number().int().min(0).max(99_999_999_999)
const insurances = ['310', '390', '900'] as const

/** One outpatient or emergency visit (outpatient encounter, standards part 15.2). */
export const Visit = z.object({
  id: z.string(),
  state: z.enum(['planned', 'in-progress', 'finished', 'cancelled', 'entered-in-error']),
  number: z.string().max(64),
  patient: z.string(),
  organization: z.string(),
  department: Coded.optional(),
  practitioner: Staff.optional(),
  class: z.enum(['AMB', 'EMER']),
  first: z.boolean(),
  priority: z.enum(['routine', 'urgent', 'emergency']),
  registeredAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  complaint: z.string().max(2000).optional(),
  history: z.string().max(10000).optional(),
  advice: z.string().max(10000).optional(),
  vitalSigns: VitalSigns.optional(),
  diagnoses: z.array(Recorded).max(20),
  disposition: z.enum(dispositions).optional(),
  /** Money in integer fen: the whole, and of it drugs, herbal medicine, examinations and tests. */
  totalFen: fen.optional(),
  drugFen: fen.optional(),
  herbalFen: fen.optional(),
  examFen: fen.optional(),
  /** 险种: 310 employees, 390 residents, 900 self-paid (医保信息业务编码). */
  insurance: z.enum(insurances).optional(),
  /** What a file says and the county's tables do not know yet: the doctor's name, the institution's own diagnosis codes. */
  doctor: name.optional(),
  localDiagnoses: z.array(Coded).min(1).max(20).optional(),
  reason: z.string().max(1000).optional(),
})
export type Visit = z.infer<typeof Visit>
