import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { faultIn } from '../../fhir/json-fault.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { problemsOf } from '../../kernel/perform/problems.ts'
import type { AnyKind } from '../files/kind.ts'
import { Feed } from './feed.ts'

export type Remark = { file: string; text: Text }
/** The feeds of a folder, what is wrong with the files that are none, and what is unwise about those that are. */
export type Folder = { feeds: readonly Feed[]; faults: readonly Remark[]; warnings: readonly Remark[] }

/** A feed is called as its file is. */
export const nameOf = (file: string) => file.replace(/\.json$/, '')

/** Reads `*.json` of a folder; no folder means no feeds. Never throws for what a file says. */
export function readFolder(folder: string, kinds: readonly AnyKind[]): Folder {
  const feeds: Feed[] = []
  const faults: Remark[] = []
  const warnings: Remark[] = []
  for (const file of filesOf(folder)) {
    const path = join(folder, file)
    if (process.platform !== 'win32' && statSync(path).mode & 0o077)
      warnings.push({ file, text: ['其他账户也能读这个文件，请执行 chmod 600', 'Other accounts can read this file: chmod 600 it'] })
    const read = readFeed(nameOf(file), readFileSync(path, 'utf8'), kinds)
    if ('feed' in read) feeds.push(read.feed)
    else faults.push(...read.faults.map((text) => ({ file, text })))
  }
  return { feeds, faults, warnings }
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** A feed from the text of its file, or everything that is wrong with it, each with its place. */
export function readFeed(name: string, text: string, kinds: readonly AnyKind[]): { feed: Feed } | { faults: Text[] } {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name))
    return { faults: [['文件名只能用小写字母、数字和 -，最多 40 个', 'Name the file with a-z, 0-9 and - only, 40 at most']] }
  const fault = faultIn(text)
  if (fault)
    return {
      faults: [[`第 ${fault.line} 行第 ${fault.column} 列不是有效的 JSON`, `Line ${fault.line}, column ${fault.column}: ${fault.message}`]],
    }
  const read = Feed.safeParse(JSON.parse(text), { reportInput: true })
  if (!read.success) return { faults: problemsOf(read.error).map((p) => [`${p.path}：${p.text[0]}`, `${p.path}: ${p.text[1]}`]) }
  const faults = mappingFaults(read.data, kinds)
  return faults.length ? { faults } : { feed: { ...read.data, name } }
}

function mappingFaults({ kind: name, mapping }: Pick<Feed, 'kind' | 'mapping'>, kinds: readonly AnyKind[]): Text[] {
  const kind = kinds.find((k) => k.name === name)
  if (!kind) {
    const all = kinds.map((k) => k.name).join(', ')
    return [[`kind：没有这种数据，可用 ${all}`, `kind: no such kind of file; there are ${all}`]]
  }
  if (kind.survey) return [[`kind：${name} 只能按文件导入`, `kind: ${name} comes by files only (its rows name each other)`]]
  const targets = Object.values(mapping)
  const unknown = Object.entries(mapping).filter(([, target]) => !Object.hasOwn(kind.columns, target))
  const missing = Object.keys(kind.columns).filter((column) => kind.columns[column]!.required && !targets.includes(column))
  const twice = [...new Set(targets.filter((target, i) => targets.indexOf(target) !== i))]
  return [
    ...unknown.map(([from, to]): Text => [`mapping.${from}：${name} 没有「${to}」这一列`, `mapping.${from}: ${name} has no column ${to}`]),
    ...missing.map((column): Text => [`mapping：缺少必填的「${column}」`, `mapping: the required column ${column} is missing`]),
    ...twice.map((column): Text => [`mapping：「${column}」写了两次`, `mapping: ${column} is given twice`]),
  ]
}
