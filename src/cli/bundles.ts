import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

const hour = 3_600_000
const day = 24 * hour

/** Says that a bundle is needed now. Whoever may not write there leaves it to the owner of the program. */
function touch(folder: string, now: number) {
  try {
    utimesSync(folder, now / 1000, now / 1000)
  } catch {}
}

/** Keeps a bundle from being swept while this process lives: every hour it says that it needs it. */
export function needed(folder: string): void {
  touch(folder, Date.now())
  setInterval(() => touch(folder, Date.now()), hour).unref()
}

/** Deletes the bundles that nobody needs: neither one of the three newest, nor needed within a day. What a build left half done goes in the same way. */
export function sweep(bundles: string, now: number): void {
  const old = readdirSync(bundles)
    .map((name) => ({ path: join(bundles, name), at: statSync(join(bundles, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at)
    .slice(3)
    .filter(({ at }) => now - at > day)
  for (const { path } of old) rmSync(path, { recursive: true, force: true })
}
