/** Every time limit and bound of sign-in, in one place. Milliseconds unless named otherwise. */
const minute = 60_000
export const limits = {
  /** A session unused for so long is over (GB/T 22239-2019, 8.1.4.1 b: end a session on time-out). */
  idle: 30 * minute,
  /** However busy, a session ends after so long. */
  absolute: 12 * 60 * minute,
  /** A session in memory is read again (and its last use written) at most so often. */
  refresh: minute,
  /** So many wrong passwords in a row lock the account; every further row doubles the time, up to `longestLock`. */
  tries: 5,
  firstLock: 15 * minute,
  longestLock: 24 * 60 * minute,
  /** Sessions kept in memory, and unknown logins whose failures are counted like those of real ones. */
  cachedSessions: 20_000,
  countedStrangers: 10_000,
  /** Sign-ins that may wait for the password check at once; argon2 takes 19 MiB each while it runs. */
  waiting: 200,
  /** How long a machine's token is good (SMART backend services: should not exceed five minutes). */
  token: 5 * minute,
  /** The longest time ahead at which a client's signed assertion may expire (SMART App Launch 2.0: five minutes). */
  assertion: 5 * minute,
  /** Keys fetched from a machine's address: kept at most so long, asked for again for a key that is not among them at most so often, and waited for so long. */
  keys: minute,
  keysAgain: 5000,
  keysPatience: 2500,
  /** A token in memory is read again at most so often; so long a disabled client may still pass where a notice was lost. */
  tokenRefresh: 30_000,
  cachedTokens: 20_000,
} as const
