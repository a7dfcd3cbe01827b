/** Who lives there: population, residents, registers of long illness. */
import { ageOn, dayText } from './calendar.ts'
import { diseaseOf } from './chronic.ts'
import { type CountyFile, file, rowOf } from './csv.ts'
import { maritalOf } from './front-page.ts'
import type { Person } from './person.ts'
import { schemes } from './rows.ts'
import type { World } from './world.ts'

const populationHeader = '截止日期 乡镇代码 年龄组 性别 常住人口 户籍人口'.split(' ')
const residentHeader =
  '登记机构代码 证件号码 姓名 性别 出生日期 乡镇代码 村代码 户号 与户主关系 常住 户籍 险种 电话 住址 民族 婚姻 迁入日期 迁出日期'.split(' ')
const registerHeader = '档案号 机构代码 证件号码 姓名 病种 建档日期 确诊日期 管理状态 终止日期 分级 责任医生'.split(' ')
const states = { 1: '在管', 2: '失访', 3: '迁出', 4: '死亡', 9: '终止' }
const relations = { 0: '本人或户主', 1: '配偶', 2: '子', 3: '女', 4: '孙子女', 5: '父母', 6: '祖父母', 7: '兄弟姐妹', 8: '其他' } as Record<
  string,
  string
>
const yes = (is: boolean) => (is ? '是' : '否')
const sexOf = (p: Person) => (p.male ? '男' : '女')

export function* peopleFiles(world: World): Generator<CountyFile> {
  const { people, registers, staff } = world
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
      婚姻: maritalOf(p, age),
    },
    ...{ 迁入日期: p.movedIn ? dayText(p.from) : '', 迁出日期: p.movedOut ? dayText(p.until - 1) : '' },
  })
}
