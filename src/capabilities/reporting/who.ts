import { mayUse } from '../../kernel/grammar/capability.ts'
import { type Actor, need, type Organization } from '../../kernel/grammar/operation.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { texts } from './texts.ts'

const levels = new Set(['province', 'prefecture', 'county', 'group'])
export type Home = { home: Organization | undefined }

/** Where the actor works. */
export const around = (actor: Actor) => ({ home: need.organization(actor.organization) })
const homeOf = (actor: Actor, { home }: Home) => home?.institution ?? actor.organization
/** The county, its group, its offices (health bureau), or whoever is above. The county itself is named in posts even where its tree has another root. */
const isAbove = ({ organization }: Actor, { home }: Home) =>
  home ? levels.has(home.level) || home.office === true : /^county-\d{6}$/.test(organization)

/** An institution signs its own month; a post above may sign for anybody (a clinic without a computer). */
export const maySubmit = (actor: Actor, organization: string, needs: Home): true | Text =>
  homeOf(actor, needs) === organization || isAbove(actor, needs) || texts.notYours

/** Locking a month and deciding who reports when is for a post above, or for a role that was granted it (the office of a group that sits in its first hospital). */
export const maySupervise = (actor: Actor, needs: Home): true | Text =>
  isAbove(actor, needs) || mayUse(actor, 'reports', 'supervise') || texts.notAbove

/** Approving, returning and chasing are for the same, and four eyes: nobody decides the month of his own institution. */
export const mayDecide = (actor: Actor, organization: string, needs: Home): true | Text =>
  homeOf(actor, needs) === organization ? texts.notOwn : maySupervise(actor, needs)
