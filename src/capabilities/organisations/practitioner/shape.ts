import { z } from 'zod'
import { staffCategories, titleLevels } from '../../../patterns/staff/codes.ts'

const day = z.iso.date()
const codesOf = <T extends object>(table: T) => z.enum(Object.keys(table) as [keyof T & string, ...(keyof T & string)[]])
/** How many posts a person may have had: their documents' ids are derived from the person's. */
export const mostPosts = 24

/** What a person does somewhere: role names are the county's (table `role`), so that grants can follow posts. */
export const Post = z.object({
  organization: z.string().min(1),
  department: z.string().min(1).optional(),
  role: z
    .string()
    .regex(/^[a-z][a-z-]*$/)
    .max(40),
  from: day,
  /** The last day. */
  to: day.optional(),
  /** What the person is employed as here: posts without it are not counted as staff. */
  category: codesOf(staffCategories).optional(),
  titleLevel: codesOf(titleLevels).optional(),
  /** Registered for general practice (全科). */
  generalPractice: z.boolean().optional(),
  /** Of a posting (派驻): the institution that sends, and how many days a week are worked here. */
  home: z.string().min(1).optional(),
  daysPerWeek: z.number().min(0.1).max(7).optional(),
  /** Its number among the person's posts, where that is not its place: another one was taken back with the file that brought it. */
  number: z.number().int().min(1).max(mostPosts).optional(),
})
export type Post = z.infer<typeof Post>

/** The number of the post at a place of the list. */
export const numberOf = (post: Pick<Post, 'number'>, place: number): number => post.number ?? place + 1
/** The number that the next post of a person gets, with what the post must say of it. */
export function nextNumber(posts: readonly Post[]): { next: number; said: Pick<Post, 'number'> } {
  const next = Math.max(0, ...posts.map(numberOf)) + 1
  return { next, said: next === posts.length + 1 ? {} : { number: next } }
}

/** A person who works in the county's health service, with all posts ever held (多点执业: several at once). */
export const Practitioner = z.object({
  id: z.string(),
  state: z.enum(['active', 'left']),
  name: z.string().trim().min(1).max(50),
  sex: z.enum(['male', 'female', 'other', 'unknown']),
  birthDate: day.optional(),
  /** 18 characters, GB 11643. */
  idCard: z.string().optional(),
  /** Professional title, 职称. */
  title: z.string().trim().max(50).optional(),
  /** Practising licence of doctors, nurses and village doctors. */
  licence: z.string().trim().max(30).optional(),
  /** What the licence allows, 执业范围. */
  licenceScope: z.string().trim().max(100).optional(),
  /** Highest education, 学历. */
  education: z.string().trim().max(30).optional(),
  phone: z.string().trim().max(30).optional(),
  posts: z.array(Post).max(mostPosts),
  leftOn: day.optional(),
  reason: z.string().trim().max(1000).optional(),
})
export type Practitioner = z.infer<typeof Practitioner>
