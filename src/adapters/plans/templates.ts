import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TemplateProblem } from '../../capabilities/plans/contract.ts'
import type { PlanTemplate } from '../../capabilities/plans/template.ts'
import type { Known } from '../../kernel/grammar/operation.ts'
import { checkParsed, largest, type Parsed, parsePlan } from './read.ts'
import { texts } from './texts.ts'

/** The plans that come with Countywide. */
const shipped = fileURLToPath(new URL('../../../plans/', import.meta.url))
/** Where plan files are looked for: those that come with Countywide, then the county's own. */
export const planFolders = (data: string): readonly string[] => [shipped, join(data, 'plans')]

export type Templates = { templates: readonly PlanTemplate[]; problems: readonly TemplateProblem[] }

/** Files that were read, by path: read again when their time or size changes. */
const parsed = new Map<string, { stamp: string; parsed: Parsed }>()

/**
 * Every plan that can be adopted, by code, and what is wrong in files that cannot. Of two with the same code the one of the later folder counts (the county's own);
 * a file that is wrong hides nothing.
 */
export async function templatesOf(folders: readonly string[], known: Known): Promise<Templates> {
  const files = (await Promise.all(folders.map(filesOf))).flat()
  const read = await Promise.all(files.map(async ({ name, path }) => checkParsed(name, await parsedFile(name, path), known)))
  const byCode = new Map(read.flatMap((one) => ('template' in one ? [[one.template.code, one.template] as const] : [])))
  return {
    templates: [...byCode.values()].sort((a, b) => (a.issued < b.issued ? 1 : a.issued > b.issued ? -1 : 0)),
    problems: read.flatMap((one) => ('problems' in one ? one.problems : [])),
  }
}

async function filesOf(folder: string): Promise<{ name: string; path: string }[]> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
    .map(({ name }) => ({ name, path: join(folder, name) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function parsedFile(name: string, path: string): Promise<Parsed> {
  try {
    const { mtimeMs, size } = await stat(path)
    const stamp = `${mtimeMs}/${size}`
    const before = parsed.get(path)
    if (before?.stamp === stamp) return before.parsed
    const now: Parsed =
      size > largest ? { problems: [{ file: name, line: 1, text: texts.tooLarge }] } : parsePlan(name, await readFile(path))
    parsed.set(path, { stamp, parsed: now })
    return now
  } catch {
    return { problems: [{ file: name, line: 1, text: texts.unreadable }] }
  }
}
