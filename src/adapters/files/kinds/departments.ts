import { toFhir } from '../../../capabilities/organisations/organization/fhir.ts'
import type { Organization } from '../../../capabilities/organisations/organization/shape.ts'
import { misplaced } from '../../../capabilities/organisations/organization/tree.ts'
import { defineKind } from '../kind.ts'
import { departmentCode, differences, keptByHand, openDirectory, over } from './directory.ts'
import { closingProblem } from './open-span.ts'
import { institutionColumn } from './resource-columns.ts'

const columnOf = {
  name: '科室名称',
  type: '诊疗科目代码',
  from: '启用日期',
  to: '停用日期',
  state: '停用日期',
} as const

/** Departments of institutions that the directory has. What a row leaves empty stays as it is; without a first day a department is as old as its institution. */
export const departments = defineKind({
  name: 'departments',
  text: ['科室', 'Departments'],
  institution: '机构代码',
  columns: {
    机构代码: institutionColumn,
    科室代码: {
      type: 'text',
      text: ['科室代码，机构内不重复；可带机构代码前缀', "Code within the institution, with or without the institution's before it"],
      names: ['科室编码', '科室编号', 'KSDM', 'KSBM'],
      required: true,
      max: 40,
      example: '01',
    },
    科室名称: { type: 'text', text: ['科室名称', 'Name'], names: ['KSMC'], required: true, max: 100, example: '内科' },
    诊疗科目代码: {
      type: 'text',
      text: ['医疗机构诊疗科目代码，03 或 03.04', 'Clinical subject code (诊疗科目), 03 or 03.04'],
      names: ['诊疗科目', '科目代码'],
      max: 10,
      example: '03',
    },
    启用日期: { type: 'day', text: ['启用日期，空为机构的启用日期', "First day; the institution's when empty"], example: '2020-01-01' },
    停用日期: { type: 'day', text: ['停用日期，最后一天', 'Last day'], example: '2025-06-30' },
  },
  extra: openDirectory,
  read(row, context, refuse, directory) {
    const institution = directory.byId(row.机构代码)?.organization
    const code = departmentCode(institution?.code ?? '', row.科室代码)
    const old = directory.department(row.机构代码, row.科室代码)
    const taken = old ? undefined : directory.byCode(code)
    if (taken) refuse('科室代码', 'taken', ['这个代码已属于另一机构或科室', 'Another organisation has this code'])
    if (code.length > 40)
      refuse('科室代码', 'text', ['与机构代码合起来不能超过 40 位', 'With that of the institution at most 40 characters'])
    const from = row.启用日期 ?? old?.organization.from ?? institution?.from ?? context.today
    const closing = closingProblem(from, row.停用日期, context.today)
    if (closing) refuse('停用日期', ...closing)
    const fresh: Organization = {
      id: context.id(row.机构代码, 'department', code),
      code,
      state: 'active',
      name: row.科室名称,
      level: 'department',
      parent: row.机构代码,
      from,
      successors: [],
    }
    const department = over(old?.organization ?? fresh, {
      name: row.科室名称,
      type: row.诊疗科目代码,
      from,
      to: row.停用日期,
      state: row.停用日期 ? 'closed' : undefined,
    })
    if (!closing)
      for (const { path, text } of misplaced(department, institution)?.fields ?? [])
        refuse(path in columnOf ? columnOf[path as keyof typeof columnOf] : '机构代码', 'place', text)
    if (old?.kept)
      for (const name of differences(old.organization, department))
        refuse(name in columnOf ? columnOf[name as keyof typeof columnOf] : '科室代码', 'kept', keptByHand)
    return toFhir(department).map((resource) => ({ resource, owner: 'organization' }))
  },
})
