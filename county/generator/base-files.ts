/** What stands when the files are taken: institutions, departments, equipment, staff, postings, population, residents, registers. */
import type { Organization } from '../demo/types.ts'
import { dayText } from './calendar.ts'
import { type CountyFile, file, quoted, rowOf, yuan } from './csv.ts'
import { equipmentOf } from './equipment.ts'
import { peopleFiles } from './people-files.ts'
import type { World } from './world.ts'

const institutionHeader =
  '机构代码 机构名称 英文名 机构类别 层级 上级机构代码 乡镇代码 行政村代码 医院等级 启用日期 停用日期 并入机构代码 编制床位 服务人口'.split(
    ' ',
  )
const departmentHeader = '机构代码 科室代码 科室名称 诊疗科目代码 启用日期 停用日期'.split(' ')
const equipmentHeader = '机构代码 设备编号 设备名称 类别 型号 厂家 科室代码 启用日期 停用日期 状态 原值'.split(' ')
const staffHeader = '机构代码 证件号码 姓名 科室代码 岗位类别 职称 执业证书编码 执业范围 是否全科 学历 入职日期 离职日期 手机'.split(' ')
const postingHeader = '证件号码 姓名 派出机构代码 派驻机构代码 岗位类别 职称 每周天数 开始日期 结束日期'.split(' ')

const posts = {
  11: '执业医师',
  12: '执业助理医师',
  13: '乡村医生',
  21: '注册护士',
  31: '药师',
  41: '技师',
  51: '公共卫生',
  71: '管理',
  81: '工勤',
  91: '其他',
}
const titles = { 1: '正高', 2: '副高', 3: '中级', 4: '初级', 9: '无' }
const yes = (is: boolean) => (is ? '是' : '否')

export function* baseFiles(world: World): Generator<CountyFile> {
  const { setting, staff } = world
  const { county } = setting
  const own = county.organizations.filter((o) => o.level !== 'department')
  const listed = own.filter((o) => o.level === 'institution' || o.level === 'group')
  const codeOf = new Map(own.map((o) => [o.id, o.code]))
  yield file(
    'institutions',
    institutionHeader,
    listed.map((o) => institutionRow(o, codeOf)),
  )
  const departments = county.organizations.filter((o) => o.level === 'department' && codeOf.has(o.parent ?? ''))
  yield file(
    'departments',
    departmentHeader,
    departments.map((d) =>
      rowOf(departmentHeader, {
        机构代码: codeOf.get(d.parent!)!,
        科室代码: d.code,
        科室名称: d.name,
        诊疗科目代码: d.type ?? '',
        启用日期: d.from,
        停用日期: d.to ?? '',
      }),
    ),
  )
  yield file(
    'equipment',
    equipmentHeader,
    equipmentOf(setting).map((e) => rowOf(equipmentHeader, { ...e, 原值: yuan(e.原值) })),
  )
  yield file(
    'staff',
    staffHeader,
    staff.employees.map((e) =>
      rowOf(staffHeader, {
        ...{
          机构代码: e.institution,
          证件号码: e.idCard,
          姓名: e.name,
          科室代码: e.department?.code ?? '',
          岗位类别: posts[e.post],
          职称: titles[e.title],
          执业证书编码: e.licence,
        },
        ...{
          是否全科: yes(e.general),
          学历: e.education,
          入职日期: dayText(e.from),
          离职日期: e.until === undefined ? '' : dayText(e.until),
        },
      }),
    ),
  )
  yield file(
    'postings',
    postingHeader,
    staff.postings.map(({ employee: e, to, days, from, until }) =>
      rowOf(postingHeader, {
        ...{
          证件号码: e.idCard,
          姓名: e.name,
          派出机构代码: e.institution,
          派驻机构代码: to,
          岗位类别: posts[e.post],
          职称: titles[e.title],
          每周天数: days,
        },
        ...{ 开始日期: dayText(from), 结束日期: until === undefined ? '' : dayText(until) },
      }),
    ),
  )
  yield* peopleFiles(world)
}

function institutionRow(o: Organization, codeOf: ReadonlyMap<string, string>): string {
  const grade = o.type === 'A100' ? (o.township ? '二级甲等' : '三级甲等') : o.type === 'A210' ? '二级乙等' : ''
  return rowOf(institutionHeader, {
    ...{
      机构代码: o.code,
      机构名称: o.name,
      英文名: quoted(o.nameEn),
      机构类别: o.type ?? '',
      层级: o.level,
      上级机构代码: codeOf.get(o.parent ?? '') ?? '',
    },
    ...{
      乡镇代码: o.township ?? '',
      行政村代码: o.village ?? '',
      医院等级: grade,
      启用日期: o.from,
      停用日期: o.to ?? '',
      并入机构代码: codeOf.get(o.successors?.[0] ?? '') ?? '',
    },
    ...{ 编制床位: o.beds ?? '', 服务人口: o.populationServed ?? '' },
  })
}
