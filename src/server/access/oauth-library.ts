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
