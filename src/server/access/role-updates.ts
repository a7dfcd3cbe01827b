import { mayUse } from '../../kernel/grammar/capability.ts'
import { rootOf } from './accounts.ts'
import type { AccessDeps } from './deps.ts'
import { defaultRoles, type Role } from './roles.ts'

/** What an upgrade brought to a role: verbs added and gone. */
export type RoleUpdate = { at: string; added: readonly string[]; gone: readonly string[] }
type Held = { county_id: number; role: string; verbs: readonly string[]; given: readonly string[] | null; updates: string }

/** Verbs given by versions that came after roles and before, or when, the house began to note what it gives: without them the defaults are what roles of such data were given. */
const unnoted: readonly string[] = ['client.*', 'fhir.read', 'due_days.*', 'reports.supervise', 'identity.*']

const holds = (verbs: readonly string[], verb: string) => {
  const [kind = '', name = ''] = verb.split('.')
  return verb === '*' ? verbs.includes(verb) : mayUse({ verbs }, kind, name)
}
const alike = (some: readonly string[], others: readonly string[]) => {
  const [a, b] = [new Set(some), new Set(others)]
  return a.size === b.size && [...a].every((verb) => b.has(verb))
}

/**
 * The verbs of a built-in role after an upgrade. One that holds exactly what the house gave last follows the house. One that a county changed keeps its changes, and gets what
 * the house gives now and did not give then; never what the county took away, nor a wider verb that holds such a one.
 */
export function renewed(held: readonly string[], given: readonly string[], now: readonly string[]): readonly string[] {
  if (alike(held, given)) return now
  const taken = given.filter((verb) => !holds(held, verb))
  const isNew = (verb: string) => !holds(given, verb) && !holds(held, verb) && !taken.some((gone) => holds([verb], gone))
  return [...held, ...now.filter(isNew)]
}

/** Brings the built-in roles of every county to this version (see `renewed`), notes what that added, and tells the audit trail. */
export async function updateRoles({ db, audit, now }: Pick<AccessDeps, 'db' | 'audit' | 'now'>): Promise<void> {
  const at = now().toISOString()
  const told = await db.transaction(async (tx) => {
    const roles = await tx.query<Held>(
      'select county_id, role, verbs, given, updates from role where role = any($1) order by county_id, role for update',
      [Object.keys(defaultRoles)],
    )
    const changed: (RoleUpdate & { county: number; role: string })[] = []
    for (const { county_id: county, role, verbs, given, updates } of roles) {
      const house: readonly string[] = (defaultRoles as Readonly<Record<string, Role>>)[role]!.verbs
      if (given && alike(given, house)) continue
      const next = renewed(verbs, given ?? house.filter((verb) => !unnoted.includes(verb)), house)
      const update = { at, added: next.filter((verb) => !holds(verbs, verb)), gone: verbs.filter((verb) => !holds(next, verb)) }
      const news = update.added.length + update.gone.length > 0
      const history = news ? JSON.stringify([...(JSON.parse(updates) as RoleUpdate[]), update]) : updates
      await tx.query('update role set verbs = $3, given = $4, updates = $5 where county_id = $1 and role = $2', [
        county,
        role,
        next,
        house,
        history,
      ])
      if (news) changed.push({ county, role, ...update })
    }
    return changed
  })
  for (const { county, role, added, gone } of told)
    await audit({ county, actor: 'system', organization: rootOf(county), action: 'roles.upgrade', detail: { role, added, gone } })
}
