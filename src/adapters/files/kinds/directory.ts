import { fromFhir } from '../../../capabilities/organisations/organization/fhir.ts'
import type { Organization } from '../../../capabilities/organisations/organization/shape.ts'
import type { Resource } from '../../../fhir/resource.ts'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { documentsOfType } from '../../../record/read.ts'
import type { RecordStore } from '../../../record/record.ts'

/** An organisation of the directory; `kept`: somebody has worked on it here, no file overwrites it. */
export type Listed = { organization: Organization; kept: boolean }
/** The directory as it stands when an import begins. */
export type Directory = {
  county: number
  all: readonly Listed[]
  byId: (id: string) => Listed | undefined
  byCode: (code: string) => Listed | undefined
  /** A department by its own code or with that of its institution before it (`QY0000038-01`). */
  department: (institution: string, code: string) => Listed | undefined
}

export async function openDirectory({ db }: Pick<RecordStore, 'db'>, county: number): Promise<Directory> {
  const documents = await documentsOfType(db, county, 'Organization')
  return directoryOf(
    county,
    documents.map(({ doc, kept }) => ({ organization: fromFhir([JSON.parse(doc) as Resource]), kept })),
  )
}

export function directoryOf(county: number, all: readonly Listed[]): Directory {
  const ids = new Map(all.map((listed) => [listed.organization.id, listed]))
  const codes = new Map(all.map((listed) => [listed.organization.code, listed]))
  const byId = (id: string) => ids.get(id)
  const byCode = (code: string) => codes.get(code)
  return {
    county,
    all,
    byId,
    byCode,
    department(institution, code) {
      const owner = byId(institution)?.organization
      const found = (owner && byCode(departmentCode(owner.code, code))) ?? byCode(code)
      return found?.organization.level === 'department' && found.organization.parent === institution ? found : undefined
    },
  }
}

/** Codes are unique in the county: a department's begins with its institution's. */
export const departmentCode = (institution: string, code: string) => (code.startsWith(`${institution}-`) ? code : `${institution}-${code}`)

const noDepartment: Text = [
  '该机构没有这个科室，请核对或先导入科室',
  'That institution has no such department: check it, or import its departments first',
]
/** The id of the department a row names; refuses one that the institution does not have. `Column`: the column that names it. */
export function departmentOf<Column extends string>(
  directory: Directory,
  institution: string,
  code: string | undefined,
  column: Column,
  refuse: (column: Column, rule: string, message: Text) => void,
): string | undefined {
  if (code === undefined) return undefined
  const found = directory.department(institution, code)
  if (!found) refuse(column, 'department', noDepartment)
  return found?.organization.id
}

/** What a file says over what is known: what it leaves empty stays as it is. */
export const over = <S extends object>(known: S, said: { [K in keyof S]?: S[K] | undefined }): S => ({
  ...known,
  ...(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Partial<S>),
})
/** The elements in which two values differ. */
export const differences = <S extends object>(a: S, b: S): (keyof S & string)[] =>
  ([...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof S & string)[]).filter(
    (name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]),
  )
/** Why a row is refused that says something else than what somebody has entered here. */
export const keptByHand: Text = [
  '与系统中人工维护的内容不一致，文件不覆盖：请在页面上修改，或更正文件',
  'Differs from what is kept by hand here, which a file does not overwrite: change it on its page, or mend the file',
]
