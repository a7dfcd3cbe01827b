import type { Organization } from '../../../capabilities/organisations/organization/shape.ts'
import { misplaced } from '../../../capabilities/organisations/organization/tree.ts'
import type { Text } from '../../../kernel/grammar/texts.ts'
import type { ReadContext } from '../kind.ts'
import { type Directory, differences, keptByHand, over } from './directory.ts'
import { closingProblem } from './open-span.ts'

/** A row of the institutions file. */
export type InstitutionRow = {
  机构代码: string
  机构名称: string
  英文名?: string | undefined
  机构类别?: string | undefined
  层级?: string | undefined
  上级机构代码?: string | undefined
  乡镇代码?: string | undefined
  行政村代码?: string | undefined
  医院等级?: string | undefined
  启用日期: string
  停用日期?: string | undefined
  并入机构代码?: string | undefined
  编制床位?: number | undefined
  服务人口?: number | undefined
}
type ColumnName = keyof InstitutionRow & string
type Problem = readonly [column: ColumnName, rule: string, message: Text]
type Placed = { organization: Organization; problems: readonly Problem[] }
export type Placing = {
  /** Notes a row before any is placed. */
  hear: (row: InstitutionRow) => void
  /** What a row makes of its organisation, with what stands against it. */
  place: (row: InstitutionRow, context: ReadContext) => Placed
}

const columns: Readonly<Partial<Record<keyof Organization, ColumnName>>> = {
  code: '机构代码',
  name: '机构名称',
  nameEn: '英文名',
  type: '机构类别',
  level: '层级',
  parent: '上级机构代码',
  township: '乡镇代码',
  village: '行政村代码',
  grade: '医院等级',
  from: '启用日期',
  to: '停用日期',
  state: '停用日期',
  successors: '并入机构代码',
  beds: '编制床位',
  populationServed: '服务人口',
}
const text = {
  parent: ['机构目录和本文件的有效行里都没有这个上级机构', 'Neither the directory nor a good row of this file has this organisation'],
  circle: ['上级关系成环', 'The organisations stand above each other in a circle'],
  level: ['已登记的层级不能改', 'The level of a registered organisation cannot change'],
  department: ['这个代码已是一个科室的代码', 'This is the code of a department'],
  successor: ['机构目录和本文件的有效行里都没有这个承接机构', 'Neither the directory nor a good row of this file has this successor'],
  self: ['机构不能由自己承接', 'An organisation cannot succeed itself'],
  successorClosed: ['承接机构已停用，或在停用之后才启用', 'The successor is closed itself, or begins only after the closing'],
  stillOpen: ['有承接机构时须填停用日期', 'With a successor there must be a last day'],
  type: ['医疗卫生机构须填类别（行政机构除外）', 'An institution needs its type, unless it is an administration'],
  beds: ['床位数过大，请核对', 'So many beds cannot be: check the number'],
} as const satisfies Readonly<Record<string, Text>>

/** WS 218 has no type for administrations; their names tell them. */
const administration = /(局|委|委员会|办公室|政府)$/

/** Rows of one file against the directory and each other: a parent or successor may stand in any row, if that row is good. */
export function placing(directory: Directory): Placing {
  const rows = new Map<string, InstitutionRow>()
  const done = new Map<string, Placed | 'under way'>()

  /** An organisation named by its code: as this file makes it, else as the directory has it. */
  const named = (code: string, context: ReadContext): Organization | 'circle' | undefined => {
    const row = rows.get(code)
    if (!row) return directory.byCode(code)?.organization
    if (done.get(code) === 'under way') return 'circle'
    const placed = place(row, context)
    return placed.problems.length ? directory.byCode(code)?.organization : placed.organization
  }
  const countyCode = () =>
    (directory.all.find(({ organization }) => organization.level === 'county')?.organization ?? undefined)?.code ??
    [...rows.values()].find((row) => row.层级 === 'county')?.机构代码

  function place(row: InstitutionRow, context: ReadContext): Placed {
    const code = row.机构代码
    if (!rows.has(code)) rows.set(code, row)
    const known = done.get(code)
    if (known && known !== 'under way') return known
    done.set(code, 'under way')
    const placed = judged(rows.get(code)!, context)
    done.set(code, placed)
    return placed
  }

  function judged(row: InstitutionRow, context: ReadContext): Placed {
    const problems: Problem[] = []
    const refuse = (column: ColumnName, rule: string, message: Text) => problems.push([column, rule, message])
    const old = directory.byCode(row.机构代码)
    const level = (row.层级 ?? old?.organization.level ?? 'institution') as Organization['level']
    const above = row.上级机构代码 ?? (old?.organization.parent || level !== 'institution' ? undefined : countyCode())
    const parent = above === undefined ? old && directory.byId(old.organization.parent ?? '')?.organization : named(above, context)
    if (above !== undefined && !parent) refuse('上级机构代码', 'parent', text.parent)
    if (parent === 'circle') refuse('上级机构代码', 'circle', text.circle)
    const under = parent === 'circle' ? undefined : parent
    const heirs = successorsOf(row, context, refuse)
    const root = level === 'county' ? `county-${directory.county}` : undefined // under which the first administrator acts already
    const organization = over<Organization>(
      old?.organization ?? { ...blank, id: root ?? context.id('', 'Organization', row.机构代码), code: row.机构代码 },
      {
        name: row.机构名称,
        nameEn: row.英文名,
        level,
        type: row.机构类别,
        parent: under?.id,
        township: row.乡镇代码,
        village: row.行政村代码,
        grade: row.医院等级,
        beds: row.编制床位,
        populationServed: row.服务人口,
        from: row.启用日期,
        to: row.停用日期,
        state: row.停用日期 ? 'closed' : undefined,
        successors: heirs.length ? heirs : undefined,
      },
    )
    if (old?.organization.level === 'department') refuse('机构代码', 'department', text.department)
    else if (old && old.organization.level !== level) refuse('层级', 'level', text.level)
    if (level === 'institution' && !organization.type && !old && !administration.test(row.机构名称))
      refuse('机构类别', 'required', text.type)
    if ((organization.beds ?? 0) > 20_000) refuse('编制床位', 'range', text.beds)
    const closing = closingProblem(row.启用日期, row.停用日期, context.today)
    if (closing) refuse('停用日期', ...closing)
    if (problems.length === 0)
      for (const { path, text: why } of misplaced(organization, under)?.fields ?? [])
        refuse(columns[path as keyof Organization] ?? '机构代码', 'place', why)
    if (problems.length === 0 && old?.kept)
      for (const name of differences(old.organization, organization)) refuse(columns[name] ?? '机构代码', 'kept', keptByHand)
    return { organization, problems }
  }

  /** The ids of those who took over. */
  function successorsOf(row: InstitutionRow, context: ReadContext, refuse: (...problem: Problem) => void): string[] {
    const codes = (row.并入机构代码 ?? '').split(/[;；]/).map((code) => code.trim())
    return codes.filter(Boolean).flatMap((code) => {
      const heir = code === row.机构代码 ? 'self' : rows.has(code) ? 'row' : directory.byCode(code)
      const problem = !row.停用日期
        ? (['open', text.stillOpen] as const)
        : heir === 'self'
          ? (['self', text.self] as const)
          : heirProblem(code, row.停用日期)
      if (problem) refuse('并入机构代码', ...problem)
      return problem ? [] : [directory.byCode(code)?.organization.id ?? context.id('', 'Organization', code)]
    })
  }
  /** A successor's own row is looked at by its cells only: two that name each other would go round for ever. */
  function heirProblem(code: string, last: string): readonly [string, Text] | undefined {
    const row = rows.get(code)
    const listed = directory.byCode(code)?.organization
    if (!row && !listed) return ['successor', text.successor]
    const [from, to] = row ? [row.启用日期, row.停用日期] : [listed!.from, listed!.to]
    const nextDay = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10)
    return to !== undefined || from > nextDay ? ['successor', text.successorClosed] : undefined
  }

  return {
    hear: (row) => {
      if (!rows.has(row.机构代码)) rows.set(row.机构代码, row)
    },
    place,
  }
}

const blank: Organization = { id: '', code: '', state: 'active', name: '', level: 'institution', from: '', successors: [] }
