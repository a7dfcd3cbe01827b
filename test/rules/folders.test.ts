import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const src = fileURLToPath(new URL('../../src/', import.meta.url))
const files = readdirSync(join(src, 'capabilities'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => join(src, 'capabilities', name))

type Import = { from: string; to: string; typeOnly: boolean }
/** What a file imports: packages by name, files by their path under src. Dynamic imports of pages are the browser's. */
function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  const from = relative(src, file)
  return [...text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)].map(([, type, target]) => ({
    from,
    to: target!.startsWith('.') ? relative(src, resolve(dirname(file), target!)) : target!,
    typeOnly: type !== undefined,
  }))
}
const imports = files.flatMap(importsOf)
const folderOf = (path: string) => path.split('/')[1]
const named = (list: readonly Import[]) => list.map(({ from, to }) => `${from} imports ${to}`)

it('looks at files that import something', () => {
  expect(files.length).toBeGreaterThan(20)
  expect(imports.length).toBeGreaterThan(files.length)
})

it('a capability imports no neighbour but the types of its shape', () => {
  const across = imports.filter(
    (i) => i.to.startsWith('capabilities/') && i.from !== 'capabilities/index.ts' && folderOf(i.to) !== folderOf(i.from),
  )
  expect(named(across.filter((i) => !(i.typeOnly && basename(i.to) === 'shape.ts')))).toEqual([])
})

it('a capability does no I/O and knows no door and no store', () => {
  const doors = /^(record|server|cli|adapters|web|kernel\/perform)\//
  expect(named(imports.filter((i) => i.to.startsWith('node:') || doors.test(i.to)))).toEqual([])
  const acting = files.filter(
    (file) =>
      !file.includes('/web/') &&
      /\b(fetch|setTimeout|setInterval|process|Date\.now|Math\.random)\s*[.(]|new Date\(\)/.test(readFileSync(file, 'utf8')),
  )
  expect(acting.map((file) => relative(src, file))).toEqual([])
})

it('what the browser loads reaches nothing of the server, however far it imports', () => {
  const roles = /^(shape|texts|operations|lists|indicators|view|views|fhir)\.ts$/
  const seen = new Map<string, string>(files.filter((file) => roles.test(basename(file))).map((file) => [file, relative(src, file)]))
  for (const [file, way] of seen)
    for (const { to, typeOnly } of importsOf(file)) {
      if (typeOnly) continue
      expect(`${way} → ${to}`).not.toMatch(/→ (node:|record\/|server\/|kernel\/perform\/)/)
      if (to.endsWith('.ts') && !seen.has(join(src, to))) seen.set(join(src, to), `${way} → ${to}`)
    }
  expect(seen.size).toBeGreaterThan(10)
})
