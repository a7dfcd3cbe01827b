import type { AsyncLocalStorage } from 'node:async_hooks'

/**
 * Loads oidc-provider, once and when it is first needed. On Node 20 it warns on import that only 22 and later are supported; what the house uses of it works there (the tests
 * run on 20), so that one line is kept from the console of whoever starts the server. Every other warning passes.
 */
export const oauthLibrary = (() => {
  let loaded: Promise<typeof import('oidc-provider')> | undefined
  const load = async () => {
    const { warn } = console
    console.warn = (...said: unknown[]) => {
      if (!String(said[0]).includes('Unsupported runtime')) warn(...said)
    }
    try {
      return await import('oidc-provider')
    } finally {
      console.warn = warn
    }
  }
  return () => {
    loaded ??= load()
    return loaded
  }
})()

const contexts = async (): Promise<AsyncLocalStorage<unknown>> =>
  ((await import('oidc-provider/lib/helpers/als.js' as string)) as { default: AsyncLocalStorage<unknown> }).default
let underWay = 0
/**
 * Runs a request of the library and, when no other one is under way, ends the context it keeps for each: before Node 24 a context that was ever begun makes every later
 * promise of the process dearer, which costs reads at the FHIR door a quarter.
 */
export async function withoutTrace<T>(work: () => Promise<T>): Promise<T> {
  underWay += 1
  try {
    return await work()
  } finally {
    underWay -= 1
    const kept = await contexts()
    if (underWay === 0) kept.disable()
  }
}
