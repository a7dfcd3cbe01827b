import { type Actor, need, type Organization } from '../../kernel/grammar/operation.ts'

const levels = new Set(['province', 'prefecture', 'county', 'group'])
type Home = { home: Organization | undefined }

/** Where the actor works. */
export const around = (actor: Actor) => ({ home: need.organization(actor.organization) })
/** The county, its group, its offices (health bureau, insurance), or whoever is above: they state and report for any. */
export const isAbove = ({ home }: Home) => levels.has(home?.level ?? '') || home?.office === true
export const institutionOf = (actor: Actor, { home }: Home) => home?.institution ?? actor.organization
