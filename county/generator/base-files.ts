/** What stands when the files are taken: institutions, departments, equipment, staff, postings, population, residents, registers. */
import type { Organization } from '../demo/types.ts'
import { ageOn, dayText } from './calendar.ts'
import { diseaseOf } from './chronic.ts'
import { type CountyFile, file, quoted, rowOf, yuan } from './csv.ts'
import { equipmentOf } from './equipment.ts'
import type { Person } from './person.ts'
import { schemes } from './rows.ts'
import type { World } from './world.ts'

const institutionHeader =
  '机构代码 机构名称 英文名 机构类别 层级 上级机构代码 乡镇代码 行政村代码 医院等级 启用日期 停用日期 并入机构代码 编制床位 服务人口'.split(
    ' ',
  )
const departmentHeader = '机构代码 科室代码 科室名称 诊疗科目代码 启用日期 停用日期'.split(' ')
const equipmentHeader = '机构代码 设备编号 设备名称 类别 型号 厂家 科室代码 启用日期 停用日期 状态 原值'.split(' ')
const staffHeader = '机构代码 证件号码 姓名 科室代码 岗位类别 职称 执业证书编码 执业范围 是否全科 学历 入职日期 离职日期 手机'.split(' ')
const postingHeader = '证件号码 姓名 派出机构代码 派驻机构代码 岗位类别 职称 每周天数 开始日期 结束日期'.split(' ')
const populationHeader = '截止日期 乡镇代码 年龄组 性别 常住人口 户籍人口'.split(' ')
const residentHeader =
  '登记机构代码 证件号码 姓名 性别 出生日期 乡镇代码 村代码 户号 与户主关系 常住 户籍 险种 电话 住址 民族 婚姻 迁入日期 迁出日期'.split(' ')
const registerHeader = '档案号 机构代码 证件号码 姓名 病种 建档日期 确诊日期 管理状态 终止日期 分级 责任医生'.split(' ')

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
const states = { 1: '在管', 2: '失访', 3: '迁出', 4: '死亡', 9: '终止' }
const relations = { 0: '本人或户主', 1: '配偶', 2: '子', 3: '女', 4: '孙子女', 5: '父母', 6: '祖父母', 7: '兄弟姐妹', 8: '其他' } as Record<
  string,
  string
>
const yes = (is: boolean) => (is ? '是' : '否')
const sexOf = (p: Person) => (p.male ? '男' : '女')

export function* baseFiles(world: World): Generator<CountyFile> {
  const { setting, people, registers, staff } = world
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
  yield file('population', populationHeader, populationRows(world))
  yield file(
    'residents',
    residentHeader,
    people.map((p) => residentRow(p, world)),
  )
  yield file(
    'chronic-registers',
    registerHeader,
    registers.map(({ number, at, person: p, key, from, onset, state, until, well }) =>
      rowOf(registerHeader, {
        ...{
          档案号: number,
          机构代码: at.code,
          证件号码: p.idCard,
          姓名: p.name,
          病种: diseaseOf(key).word,
          建档日期: dayText(from),
          确诊日期: dayText(onset),
          管理状态: states[state],
        },
        ...{
          终止日期: state === '1' ? '' : dayText(until),
          分级: key === 'HTN' ? (well ? '1级' : '2级') : '',
          责任医生: staff.doctorsAt(at, '全科')[p.index % staff.doctorsAt(at, '全科').length]!,
        },
      }),
    ),
  )
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

/** On every last day of a year in the window and on the window's last day, by township, five years of age and sex. */
function populationRows({ setting: { window, places }, people }: World): string[] {
  const days = window.months.filter((m) => m.text.endsWith('-12') && dayText(m.last).endsWith('-31')).map((m) => m.last)
  return [...new Set([...days, window.last])].flatMap((day) => {
    const counts = new Map<string, [resident: number, registered: number]>()
    for (const p of people) {
      if (p.from > day || p.until <= day) continue
      const key = `${p.village.township},${Math.min(Math.floor(ageOn(p.birth, day) / 5) * 5, 85)},${sexOf(p)}`
      const count = counts.get(key) ?? [0, 0]
      if (p.resident) count[0]++
      if (p.registered) count[1]++
      counts.set(key, count)
    }
    return places.townships.flatMap(({ code }) =>
      Array.from({ length: 18 }, (_, i) => i * 5).flatMap((age) =>
        ['男', '女'].map((sex) => {
          const [resident, registered] = counts.get(`${code},${age},${sex}`) ?? [0, 0]
          return `${dayText(day)},${code},${age === 85 ? '85+' : `${age}-${age + 4}`},${sex},${resident},${registered}`
        }),
      ),
    )
  })
}

function residentRow(p: Person, { addressOf, setting }: World): string {
  const age = ageOn(p.birth, setting.window.last)
  return rowOf(residentHeader, {
    ...{
      登记机构代码: p.village.centre.code,
      证件号码: p.idCard,
      姓名: p.name,
      性别: sexOf(p),
      出生日期: dayText(p.birth),
      乡镇代码: p.village.township,
      村代码: p.village.code,
    },
    ...{
      户号: `${setting.county.county.code}${String(p.household).padStart(7, '0')}`,
      与户主关系: relations[p.relation] ?? '其他',
      常住: yes(p.resident),
      户籍: yes(p.registered),
      险种: schemes[p.insurance],
    },
    ...{
      电话: age < 14 ? '' : `1990000${String(p.index % 10_000).padStart(4, '0')}`,
      住址: `${addressOf(p)}${(p.household % 300) + 1}号`,
      民族: '01',
      婚姻: age < 20 ? '10' : p.married ? '20' : age > 70 ? '30' : '10',
    },
    ...{ 迁入日期: p.movedIn ? dayText(p.from) : '', 迁出日期: p.movedOut ? dayText(p.until) : '' },
  })
}
