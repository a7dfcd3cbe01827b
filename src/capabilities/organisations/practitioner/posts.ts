import { readIdCard } from '../../../fhir/china/id-card.ts'
import type { Resource } from '../../../fhir/resource.ts'
import { localDayOf } from '../../../kernel/grammar/period.ts'
import type { Refusal } from '../../../kernel/grammar/refusal.ts'
import { openOrganization, organizationOf, wrong } from '../rules.ts'
import { texts } from '../texts.ts'
import { mostPosts, nextNumber, type Post, type Practitioner } from './shape.ts'

/** Birth date and sex come from the ID number where there is one; what contradicts it is refused (GB 11643). */
export function identified(p: Practitioner, now: string): Practitioner | Refusal {
  if (p.birthDate && p.birthDate > localDayOf(now)) return wrong('birthDate', texts.future)
  if (!p.idCard) return p
  const read = readIdCard(p.idCard)
  if (!read.ok) return wrong('idCard', texts.badIdCard)
  if (p.birthDate && p.birthDate !== read.birthDate) return wrong('birthDate', texts.contradictsId)
  if (p.sex !== 'unknown' && p.sex !== read.sex) return wrong('sex', texts.contradictsId)
  return { ...p, idCard: read.value, birthDate: read.birthDate, sex: read.sex }
}

const last = (day: string | undefined) => day ?? '9999-12-31'
const overlap = (a: Post, b: Post) => a.from <= last(b.to) && b.from <= last(a.to)
const samePlace = (a: Post, b: Post) => a.organization === b.organization && a.department === b.department && a.role === b.role

/** The person with one post more, or why not. `at` is the path of the post in the input. */
export function withPost(
  p: Practitioner,
  post: Post,
  place: { organization: Resource | undefined; department: Resource | undefined },
  at = '',
): Practitioner | Refusal {
  const path = (name: string) => (at ? `${at}.${name}` : name)
  const organization = openOrganization(place.organization)
  const department = organizationOf(place.department)
  if (!organization) return wrong(path('organization'), texts.noOrganization)
  if (post.department !== undefined && (department?.state !== 'active' || department.parent !== organization.id))
    return wrong(path('department'), texts.noDepartment)
  if (post.to && post.to < post.from) return wrong(path('to'), texts.endBeforeStart)
  if (post.from < organization.from || (department && post.from < department.from)) return wrong(path('from'), texts.outsideOrganization)
  if (p.posts.some((one) => samePlace(one, post) && overlap(one, post))) return wrong(path('from'), texts.doublePost)
  const { next, said } = nextNumber(p.posts)
  if (next > mostPosts) return wrong(path('organization'), texts.tooManyPosts)
  return { ...p, posts: [...p.posts, { ...post, ...said }] }
}
