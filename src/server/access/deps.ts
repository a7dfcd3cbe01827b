import type { AnyWorkflow } from '../../kernel/grammar/capability.ts'
import type { List } from '../../kernel/grammar/view.ts'
import type { Db } from '../../record/db.ts'
import type { County } from './setup.ts'
import type { Audit } from './sign-in.ts'

/** What sign-in and administration stand on. */
export type AccessDeps = {
  db: Db
  now: () => Date
  audit: Audit
  /** Makes a new county ready for its first page. */
  prepare?: (county: County) => Promise<void>
  /** Whose verbs the roles page offers. */
  workflows?: readonly AnyWorkflow[]
  lists?: readonly List[]
  /** The public address of the house, without a slash at the end; by default as each request says. */
  origin?: string | undefined
}
