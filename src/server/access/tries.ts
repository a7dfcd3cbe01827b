import { LRUCache } from 'lru-cache'
import { limits } from './limits.ts'
import { lockAfter } from './lock-out.ts'

/**
 * Wrong sign-ins of machines, counted by client and address, and locked like those of accounts. By address too: a client's id is no secret, and who knows it must not be able
 * to lock the hospital out from elsewhere. In the memory of each process: 256-bit secrets are not guessed; this keeps a misconfigured client from hammering.
 */
export function countTries(now: () => Date) {
  const tallies = new LRUCache<string, { failures: number; until: number }>({ max: limits.countedStrangers })
  const key = (client: string, address: string) => `${client} ${address}`
  return {
    /** Seconds for which this client is locked at this address; 0 when it may try. */
    lockedFor(client: string, address: string): number {
      return Math.max(0, Math.ceil(((tallies.get(key(client, address))?.until ?? 0) - now().getTime()) / 1000))
    },
    /** @returns whether this failure locks */
    failed(client: string, address: string): boolean {
      const failures = (tallies.get(key(client, address))?.failures ?? 0) + 1
      const lock = lockAfter(failures)
      tallies.set(key(client, address), { failures, until: lock ? now().getTime() + lock : 0 })
      return lock > 0
    },
    passed: (client: string, address: string) => void tallies.delete(key(client, address)),
  }
}
