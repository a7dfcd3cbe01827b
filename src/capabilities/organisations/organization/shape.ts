import { z } from 'zod'

/** From the top of the tree downwards; a group is the county medical group. */
export const levels = ['province', 'prefecture', 'county', 'group', 'institution', 'department'] as const

const day = z.iso.date()
/** One organisation of the tree: administrative levels, the medical group, institutions and their departments. Never deleted, only closed. */
export const Organization = z.object({
  id: z.string(),
  state: z.enum(['active', 'closed']),
  /** Institution code, unique in the county; departments add a suffix. */
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1).max(100),
  nameEn: z.string().trim().max(150).optional(),
  level: z.enum(levels),
  /** WS 218-2002 for institutions (administrations have none); 诊疗科目 code for clinical departments. */
  type: z
    .string()
    .regex(/^[A-Z0-9.]{1,10}$/)
    .optional(),
  /** Hospital grade as approved, 医院等级: 二级甲等. */
  grade: z.string().trim().max(20).optional(),
  parent: z.string().optional(),
  /** Of a group: the member that leads it. */
  lead: z.string().optional(),
  /** Division codes, GB/T 10114: where it stands. */
  township: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  village: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  /** 编制床位 and persons served. */
  beds: z.number().int().min(0).max(20_000).optional(),
  populationServed: z.number().int().min(0).max(100_000_000).optional(),
  from: day,
  /** The last day; closed organisations only. */
  to: day.optional(),
  /** Who took over when it closed. */
  successors: z.array(z.string()).max(10),
  reason: z.string().trim().max(1000).optional(),
})
export type Organization = z.infer<typeof Organization>
