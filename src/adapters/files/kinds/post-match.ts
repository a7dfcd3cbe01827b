import type { Post } from '../../../capabilities/organisations/practitioner/shape.ts'

const last = (day: string | undefined) => day ?? '9999-12-31'
const overlap = (a: Pick<Post, 'from' | 'to'>, b: Pick<Post, 'from' | 'to'>) => a.from <= last(b.to) && b.from <= last(a.to)

/**
 * Which post a row speaks of: one of the same place and sender that begins on the same day, else one that lasts at the same time (its dates are corrected), as somebody
 * works for one institution once at a time. Posts given by hand without a category are taken for it too, so that an import completes them.
 * @returns the post's place; `overlaps` when another row of the file has it already and this is no other one
 */
export function postFor(posts: readonly Post[], wanted: Omit<Post, 'role'>, used: ReadonlySet<number>): { post?: number; overlaps?: true } {
  const fits = posts.flatMap((post, i) =>
    post.organization === wanted.organization && (post.home === wanted.home || (post.category === undefined && !post.home))
      ? [{ post, i }]
      : [],
  )
  const free = fits.filter(({ i }) => !used.has(i))
  const found =
    free.find(({ post }) => post.from === wanted.from) ??
    free.find(({ post }) => post.category !== undefined && overlap(post, wanted)) ??
    free.find(({ post }) => overlap(post, wanted))
  if (found) return { post: found.i }
  const clash = fits.some(({ post, i }) => used.has(i) && overlap(post, wanted))
  return clash ? { overlaps: true } : {}
}
