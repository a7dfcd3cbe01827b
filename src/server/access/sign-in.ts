import { refuse } from '../../kernel/grammar/refusal.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { Db } from '../../record/db.ts'
import { NotSignedIn } from '../refusals.ts'
import { limits } from './limits.ts'
import { lockAfter, minutesUntil, triesLeft } from './lock-out.ts'
import { fits } from './passwords.ts'
import { fill, texts } from './texts.ts'
import { countTries, strangerKey, type Tally } from './tries.ts'

/** One line of the audit trail; the door's owner writes it into the chain. */
export type AuditEntry = {
  county: number
  actor: string
  organization: string
  action: string
  patient?: string
  detail: Record<string, unknown>
}
export type Audit = (entry: AuditEntry) => Promise<void>

type Account = { county_id: number; login: string; password_hash: string; disabled: boolean; failures: number; locked_until: Date | null }
type Known = { county: number; login: string }

/**
 * Checks passwords: counts failures, locks, and treats an unknown login exactly like a known one (same work, same words). Checks of one
 * login stand in line, so that many guesses sent at once are still counted one by one.
 */
export function passwordCheck(db: Db, now: () => Date, audit: Audit) {
  const strangers = countTries(db, now)
  const lines = new Map<string, Promise<unknown>>()
  let waiting = 0

  async function inLine<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (waiting >= limits.waiting) throw refuse('busy', texts.crowded)
    waiting++
    const turn = (lines.get(key) ?? Promise.resolve()).then(work, work)
    lines.set(key, turn)
    try {
      return await turn
    } finally {
      waiting--
      if (lines.get(key) === turn) lines.delete(key)
    }
  }

  async function find(login: string, county: number | undefined): Promise<Account | undefined> {
    const found = await db.query<Account>(
      `select county_id, login, password_hash, disabled, failures, locked_until from account
       where login = $1 and ($2::int is null or county_id = $2) limit 2`,
      [login, county ?? null],
    )
    if (found.length > 1) throw refuse('invalid', texts.whichCounty, [{ path: 'county', text: texts.whichCounty }])
    return found[0]
  }

  /** Whose trail an unknown login belongs to: the county it named, or the only one. */
  async function countyOf(named: number | undefined): Promise<number | undefined> {
    const found = await db.query<{ county_id: number }>('select county_id from county where $1::int is null or county_id = $1 limit 2', [
      named ?? null,
    ])
    return found.length === 1 ? found[0]!.county_id : undefined
  }

  async function countFailure({ county_id, login }: Account): Promise<Tally> {
    const [row] = await db.query<{ failures: number }>(
      'update account set failures = failures + 1 where county_id = $1 and login = $2 returning failures',
      [county_id, login],
    )
    const failures = row?.failures ?? 1
    const lock = lockAfter(failures)
    const until = lock ? new Date(now().getTime() + lock) : null
    if (until) await db.query('update account set locked_until = $3 where county_id = $1 and login = $2', [county_id, login, until])
    return { failures, until }
  }

  /** Counts a failure of a real account or of a stranger, whose login is not written down: people type passwords there. */
  async function fail(account: Account | undefined, login: string, named: number | undefined): Promise<Tally> {
    const { failures, until } = account ? await countFailure(account) : await strangers.failed(strangerKey(named, login))
    const county = account?.county_id ?? (await countyOf(named))
    const detail = { failures, ...(account ? {} : { unknown: true }), ...(until ? { until: until.toISOString() } : {}) }
    const action = until ? 'session.lock' : 'session.fail'
    if (county !== undefined) await audit({ county, actor: account?.login ?? '', organization: '', action, detail })
    return { failures, until }
  }

  const locked = (until: Date) => new NotSignedIn(fill(texts.locked, { minutes: minutesUntil(until, now()) }))

  /** The account that login and password belong to. @throws NotSignedIn wrong, locked or disabled; Refusal 'invalid' when the county must be named; 'busy' */
  return (login: string, password: string, county?: number, wrong: Text = texts.wrongPassword): Promise<Known> => {
    return inLine(login, async () => {
      const account = await find(login, county)
      const stranger = await strangers.locked(strangerKey(county, login)) // asked of both, so that both take as long
      const until = account ? account.locked_until : stranger
      if (until && until > now()) throw locked(until)
      if (!(await fits(password, account?.password_hash))) {
        const tally = await fail(account, login, county)
        throw tally.until ? locked(tally.until) : new NotSignedIn(fill(wrong, { left: triesLeft(tally.failures) }))
      }
      const known = { county: account!.county_id, login }
      if (account!.disabled) throw new NotSignedIn(texts.disabled)
      if (account!.failures > 0)
        await db.query('update account set failures = 0, locked_until = null where county_id = $1 and login = $2', [known.county, login])
      return known
    })
  }
}
