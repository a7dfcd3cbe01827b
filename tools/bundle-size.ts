import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { buildWeb } from '../src/cli/build.ts'

/** Gzipped kB (1000 bytes) of JavaScript that a browser fetches, by what it opens. */
export const budgets = { signIn: 280, workbench: 480, page: 60 } as const

type Chunk = { file: string; src?: string; isEntry?: boolean; imports?: string[]; dynamicImports?: string[] }
type Manifest = Record<string, Chunk>
export type Measured = { name: string; kB: number; budget: number }

/** Everything that loading a chunk brings with it, without what it only may import later. */
function closure(manifest: Manifest, start: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const queue = [...start]
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const chunk = manifest[key]
    if (!chunk || seen.has(key)) continue
    seen.add(key)
    queue.push(...(chunk.imports ?? []))
  }
  return seen
}

/** The sizes of a build against the budgets. @throws when the manifest lacks the entry, the sign-in page or the workbench */
export function measure(root: string): Measured[] {
  const manifest = JSON.parse(readFileSync(join(root, '.vite/manifest.json'), 'utf8')) as Manifest
  const size = (keys: Iterable<string>) => {
    const files = new Set([...keys].map((key) => manifest[key]?.file ?? '').filter((file) => file.endsWith('.js')))
    return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(root, file)), { level: 9 }).length, 0) / 1000
  }
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry)
  const named = (name: string) => Object.keys(manifest).find((key) => manifest[key]?.src?.endsWith(name))
  const [signIn, workbench] = [named('SignIn.tsx'), named('Workbench.tsx')]
  if (!entry || !signIn || !workbench) throw new Error(`no entry, sign-in page or workbench in the manifest of ${root}`)
  const locale = Object.keys(manifest).filter((key) => /locale\/zh_CN/.test(key))
  const inside = closure(manifest, [entry, ...locale, workbench])
  const pages = Object.entries(manifest).filter(
    ([key, { src }]) => src?.endsWith('.tsx') && !inside.has(key) && !/^(SignIn|Setup|ChangePassword)\.tsx$/.test(src),
  )
  return [
    { name: 'sign-in', kB: size(closure(manifest, [entry, ...locale, signIn])), budget: budgets.signIn },
    { name: 'workbench', kB: size(inside), budget: budgets.workbench },
    ...pages.map(([key, { src }]) => ({
      name: `page ${src}`,
      kB: size([...closure(manifest, [key])].filter((part) => !inside.has(part))),
      budget: budgets.page,
    })),
  ]
}

async function main(root?: string) {
  const measured = measure(root ?? (await buildWeb()))
  for (const { name, kB, budget } of measured) {
    const over = kB > budget
    process.stdout.write(`${over ? 'OVER ' : '     '}${kB.toFixed(1).padStart(7)} / ${budget} kB  ${name}\n`)
    if (over) process.exitCode = 1
  }
}
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv[2])
