import { texts as intake } from '../../capabilities/intake/texts.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { insuranceOwner } from '../../patterns/codes/systems.ts'
import { decidedCodes, decideLocalCodes, type LocalKey, type Target } from '../../record/local-codes.ts'
import type { OrgNode } from '../../record/organizations.ts'
import type { RecordStore } from '../../record/record.ts'
import { codeSystems, departmentTarget, insuranceOwnerName, isLocalKind, tablesOf } from './code-systems.ts'
import { ImportError } from './import-error.ts'
import type { LocalKind } from './kind.ts'
import type { Source } from './sources/open.ts'

/** What a local code is to mean: a code of the tables of its kind, a department's id, code or name; '-' that it is not translated, '' that it waits again. */
export type Wish = LocalKey & { target: string }
/** `at`: the place of the wish, from 0; of a file its line, from 1. */
export type Unmet = { at: number; reason: Text }
/** What a decision would change: from what a code means now to what it would mean, in words. */
export type Changed = LocalKey & { before: string; after: string }
export type Decided = { decided: number; unmet: Unmet[]; changes: Changed[] }

const texts = {
  noTarget: ['编码表里没有这个标准编码', 'No code table has this code'],
  noDepartment: ['该机构没有这个科室', 'The institution has no such department'],
  noKind: ['没有这种编码', 'No such kind of code'],
  noInstitution: ['机构目录里没有这个代码', 'No institution has this code'],
  noCode: ['没有本地编码', 'No local code'],
  header: ['表头应有 本地编码、标准编码，可有 机构代码、种类', 'The header needs 本地编码 and 标准编码, and may have 机构代码 and 种类'],
} as const satisfies Record<string, Text>

/** Decides local codes in the county's name (`dry`: says only what would change); wishes that cannot be met are answered with their reason, the others count. */
export async function decide(
  record: RecordStore,
  county: number,
  wishes: readonly Wish[],
  actor: string,
  now: string,
  dry = false,
): Promise<Decided> {
  const nodes = await record.organizations(county)
  const names = await targetNames(record, county, wishes)
  const unmet: Unmet[] = []
  const decisions = wishes.flatMap((wish, at) => {
    const { target: _, ...key } = wish
    const found = targetOf(wish, nodes, names)
    if ('target' in found) return [{ ...key, target: found.target }]
    unmet.push({ at, reason: found.reason })
    return []
  })
  const last = [...new Map(decisions.map((d) => [`${d.kind} ${d.institution} ${d.code}`, d])).values()]
  const changes = await changesOf(record, county, last)
  if (last.length && !dry) {
    await decideLocalCodes(record.db, county, last, actor, now)
    await record.audit(county, { at: now, actor, organization: 'system', action: 'import.map', detail: { codes: last.length } })
  }
  return { decided: last.length, unmet, changes }
}

const said = (target: Target | undefined) => (target === 'ignored' ? '-' : target ? `${target.code} ${target.name}` : '')
/** Those of the decisions that are other than what stands. */
async function changesOf(
  record: RecordStore,
  county: number,
  decisions: readonly (LocalKey & { target: Target | undefined })[],
): Promise<Changed[]> {
  const standing = new Map((await decidedCodes(record.db, county)).map((d) => [`${d.kind} ${d.institution} ${d.code}`, said(d.target)]))
  return decisions.flatMap(({ kind, institution, code, target }) => {
    const [before, after] = [standing.get(`${kind} ${institution} ${code}`) ?? '', said(target)]
    return before === after ? [] : [{ kind, institution, code, before, after }]
  })
}

type Named = { system: string; code: string; name: string }
type Names = (kind: LocalKind, institution: string, target: string) => Named | undefined
function targetOf(
  { kind, institution, target }: Wish,
  nodes: readonly OrgNode[],
  names: Names,
): { target: Target | undefined } | { reason: Text } {
  if (!isLocalKind(kind)) return { reason: texts.noKind }
  if (target === '') return { target: undefined }
  if (target === '-') return { target: 'ignored' }
  const coded = names(kind, institution, target)
  if (kind !== 'department') return coded ? { target: coded } : { reason: texts.noTarget }
  const own = nodes.filter((n) => n.level === 'department' && n.institution === institution)
  const found = own.find((n) => n.id === target || n.code === target) ?? own.find((n) => n.name === target)
  return found ? { target: { system: departmentTarget, code: found.id, name: found.name } } : { reason: texts.noDepartment }
}

/** The targets that the tables of the kinds hold, by kind and code. */
async function targetNames(record: RecordStore, county: number, wishes: readonly Wish[]): Promise<Names> {
  const systemsOf = (kind: LocalKind, institution: string) => tablesOf(kind, institution).map((name) => codeSystems[name].system)
  const asked = wishes.flatMap((w) => (w.target && isLocalKind(w.kind) ? [{ ...w, systems: systemsOf(w.kind, w.institution) }] : []))
  const rows = await record.db.query<Named>(
    `select system, code, name from code_dim where county_id = $1 and system = any($2) and code = any($3) and valid_to = 'infinity'`,
    [county, [...new Set(asked.flatMap(({ systems }) => systems))], asked.map(({ target }) => target)],
  )
  const found = new Map(rows.map((row) => [`${row.system} ${row.code}`, row]))
  return (kind, institution, target) =>
    systemsOf(kind, institution)
      .map((system) => found.get(`${system} ${target}`))
      .find((row) => row !== undefined)
}

const headers = {
  code: ['本地编码', '编码', 'code'],
  target: ['标准编码', '对照编码', 'target'],
  institution: ['机构代码', 'institution'],
  kind: ['种类', 'kind'],
} as const
type Field = keyof typeof headers
/** The kinds as the page of local codes names them. */
const kindNames: ReadonlyMap<string, LocalKind> = new Map(
  (['department', 'diagnosis', 'operation', 'drug', 'item'] as const).map((kind) => [intake[kind][0], kind]),
)

/**
 * Decisions from a table of code and target, as somebody filled it in; `about` tells the kind and institution (organisation id) where the table has no column of them.
 * A kind may be said in Chinese. `blanks`: a line without a target opens its code again (default), or is passed over: whoever fills in a list of undecided codes leaves those empty that he
 * does not know. @throws ImportError when it has no such header
 */
export async function importDecisions(
  record: RecordStore,
  county: number,
  source: Pick<Source, 'rows'>,
  about: { kind?: string; institution?: string; actor: string; now: string; dry?: boolean; blanks?: 'skip' },
): Promise<Decided & { blank: number }> {
  const ids = new Map((await record.organizations(county)).flatMap((o) => (o.code ? [[o.code, o.id] as const] : [])))
  ids.set(insuranceOwnerName, insuranceOwner)
  let at: Map<Field, number> | undefined
  const wishes: Wish[] = []
  const lines: number[] = []
  const unmet: Unmet[] = []
  let line = 0
  let blank = 0
  for await (const cells of source.rows()) {
    line += 1
    if (!at) {
      at = new Map((Object.keys(headers) as Field[]).map((f) => [f, cells.findIndex((c) => headers[f].some((name) => name === c.trim()))]))
      if (at.get('code')! < 0 || at.get('target')! < 0) throw new ImportError(texts.header)
      continue
    }
    const of = (field: Field) => (cells[at!.get(field)!] ?? '').trim()
    if (cells.every((cell) => !cell.trim())) continue
    if (about.blanks === 'skip' && of('code') && !of('target')) {
      blank += 1
      continue
    }
    const institution = of('institution') ? ids.get(of('institution')) : about.institution
    if (!of('code') || !institution) unmet.push({ at: line, reason: institution ? texts.noCode : texts.noInstitution })
    else {
      wishes.push({
        kind: kindNames.get(of('kind')) ?? (of('kind') || about.kind || 'diagnosis'),
        institution,
        code: of('code'),
        target: of('target'),
      })
      lines.push(line)
    }
  }
  if (!at) throw new ImportError(texts.header)
  const done = await decide(record, county, wishes, about.actor, about.now, about.dry)
  return { ...done, blank, unmet: [...unmet, ...done.unmet.map((u) => ({ ...u, at: lines[u.at]! }))].sort((a, b) => a.at - b.at) }
}
