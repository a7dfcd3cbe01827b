import type { Actor } from '../../kernel/grammar/operation.ts'
import type { Sees } from './masking.ts'

/** The organisation in whose name one acts, and the roles one has there. */
export type Post = { organization: { id: string; name: string }; roles: readonly string[] }

/** Who is signed in, as the browser receives it. `verbs` and `sees` are those of the present post; a prefecture's county is the one signed in to. */
export type Session = {
  login: string
  name: string
  mustChange: boolean
  county: { id: number; name: string; nameEn: string }
  post: Post | null
  posts: readonly Post[]
  verbs: readonly string[]
  sees: Sees
  idleMinutes: number
  practitioner?: string
}

/** The actor of every operation performed in this session; without a post it may nothing. */
export const actorOf = (session: Session): Actor => ({
  login: session.login,
  name: session.name,
  ...(session.practitioner === undefined ? {} : { practitioner: session.practitioner }),
  organization: session.post?.organization.id ?? '',
  roles: session.post?.roles ?? [],
  verbs: session.verbs,
})
