import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { cruise, type Floors, verdict } from './floors.ts'

const { default: config } = (await import('../.dependency-cruiser.mjs' as string)) as { default: { forbidden: { name: string }[] } }

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A house in a folder of its own: file → its imports. */
function house(files: Record<string, string>): Floors {
  const folder = mkdtempSync(join(tmpdir(), 'countywide-floors-'))
  folders.push(folder)
  symlinkSync(fileURLToPath(new URL('../node_modules', import.meta.url)), join(folder, 'node_modules'))
  writeFileSync(
    join(folder, 'tsconfig.json'),
    '{ "compilerOptions": { "module": "nodenext", "allowImportingTsExtensions": true, "noEmit": true } }',
  )
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'src', file)), { recursive: true })
    writeFileSync(join(folder, 'src', file), `${text}\nexport type Here = '${file}'\nexport const here = 1\n`)
  }
  return cruise(folder)
}
const uses = (...names: string[]) => names.map((name, i) => `import { here as used${i} } from '${name}'\nconsole.log(used${i})`).join('\n')
const types = (...names: string[]) =>
  names.map((name, i) => `import type { Here as Type${i} } from '${name}'\nexport type Kept${i} = Type${i}`).join('\n')

const sound = {
  'fhir/resource.ts': '',
  'record/db.ts': uses('../fhir/resource.ts', 'postgres'),
  'kernel/grammar/texts.ts': `${types('../../fhir/resource.ts')}\n${uses('zod')}`,
  'kernel/perform/perform.ts': uses('../grammar/texts.ts', '../../record/db.ts'),
  'ui/kit.ts': uses('../kernel/grammar/texts.ts'),
  'patterns/reading.ts': uses('../ui/kit.ts'),
  'capabilities/a/index.ts': `${uses('../../patterns/reading.ts')}\n${types('../b/shape.ts')}`,
  'capabilities/b/shape.ts': '',
  'server/http.ts': uses('../capabilities/a/index.ts', '../kernel/perform/perform.ts', 'node:fs'),
  'web/main.tsx': uses('../capabilities/a/index.ts'),
  'cli/main.ts': uses('../server/http.ts'),
}

it('a house in order breaks no rule', () => {
  expect(house(sound)).toEqual({ modules: 11, found: [] })
})

it('every rule bites', () => {
  const { found } = house({
    ...sound,
    'fhir/resource.ts': uses('../record/ids.ts', 'node:fs', 'zod', './gone.ts'),
    'record/ids.ts': uses('./cells.ts', '../kernel/grammar/texts.ts'),
    'record/cells.ts': uses('./ids.ts'),
    'kernel/grammar/texts.ts': uses('../../fhir/path.ts', 'fastify'),
    'fhir/path.ts': '',
    'kernel/perform/perform.ts': uses('../../capabilities/a/index.ts'),
    'ui/kit.ts': uses('../record/db.ts'),
    'patterns/reading.ts': uses('../kernel/perform/perform.ts'),
    'capabilities/a/index.ts': uses('../b/shape.ts', '../b/index.ts', '../../server/http.ts', 'node:path'),
    'capabilities/b/index.ts': '',
    'web/main.tsx': uses('../server/http.ts', '../capabilities/a/index.ts'),
    'server/http.ts': uses('../cli/main.ts', 'postgres', 'mysql2/promise'),
    'cli/main.ts': '',
  })
  expect([...new Set(found.map(({ rule }) => rule))].sort()).toEqual(config.forbidden.map(({ name }) => name).sort())
})

it('a house of which nothing is read is not in order', () => {
  const empty = house({ 'notes.md': '', '../elsewhere.ts': '' })
  expect(empty).toEqual({ modules: 0, found: [] })
  expect(verdict(empty).ok).toBe(false)
  expect(verdict({ ...empty, modules: 100 }).ok).toBe(true)
  expect(verdict({ modules: 100, found: [{ rule: 'no-circles', text: '' }] }).ok).toBe(false)
})
