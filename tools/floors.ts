/** The floors, checked: dependency-cruiser over src with `.dependency-cruiser.mjs`. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

type Found = { rule: { name: string }; from: string; to: string; cycle?: { name: string }[]; via?: { name: string }[] }
type Result = { summary: { totalCruised: number; violations: Found[] }; modules: { source: string }[] }
export type Floors = { modules: number; found: { rule: string; text: string }[] }

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** The modules seen below `src` of a folder and what breaks a rule. @throws Error when the tool itself fails */
export function cruise(folder: string): Floors {
  const args = [
    here('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
    '--config',
    here('.dependency-cruiser.mjs'),
    '-T',
    'json',
    'src',
  ]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (!stdout) throw new Error(stderr)
  const { summary, modules } = JSON.parse(stdout) as Result
  const found = summary.violations.map(({ rule, from, to, cycle, via }) => ({
    rule: rule.name,
    text: `${rule.name}: ${from} → ${(cycle ?? via ?? [{ name: to }]).map(({ name }) => name).join(' → ')}`,
  }))
  return { modules: modules.filter(({ source }) => source.startsWith('src/')).length, found }
}

/** What to say, and whether it is well. Too few modules mean that the tool saw nothing, not that all is in order. */
export function verdict({ modules, found }: Floors, least = 100): { ok: boolean; lines: string[] } {
  const blind = modules < least ? [`Fewer than ${least} modules: dependency-cruiser did not read the sources.`] : []
  const lines = [...found.map(({ text }) => text), ...blind, `${modules} modules, ${found.length} broken rules`]
  return { ok: !found.length && !blind.length, lines }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { ok, lines } = verdict(cruise(here('.')))
  console.log(lines.join('\n'))
  process.exitCode = ok ? 0 : 1
}
