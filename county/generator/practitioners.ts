/** The county's known practitioners as rows of its staff list, and their second posts as postings 派驻. */
import type { Practitioner } from '../demo/types.ts'
import { dayOf } from './calendar.ts'
import type { Setting } from './setting.ts'

/** 岗位类别 */
export type Post = '11' | '12' | '13' | '21' | '31' | '41' | '51' | '71' | '81' | '91'
export type Employee = {
  institution: string
  department: { code: string; name: string } | undefined
  idCard: string
  name: string
  post: Post
  /** 职称: 1 chief … 4 junior, 9 none. */
  title: '1' | '2' | '3' | '4' | '9'
  licence: string
  general: boolean
  education: string
  from: number
  until: number | undefined
}
export type Posting = { employee: Employee; to: string; days: number; from: number; until: number | undefined }

const POSTS: readonly [RegExp, Post][] = [
  [/乡村医生/, '13'],
  [/助理医师/, '12'],
  [/公共卫生|^主管医师/, '51'],
  [/医师|中医师/, '11'],
  [/护师/, '21'],
  [/药师/, '31'],
  [/技师/, '41'],
  [/局长|科员|调研员/, '71'],
  [/./, '91'],
]
const TITLES: readonly [RegExp, Employee['title']][] = [
  [/^副主任[^科]/, '2'],
  [/^主任/, '1'],
  [/^主[治管]/, '3'],
  [/医师|技师|药师|护师|工程师|统计师/, '4'],
  [/./, '9'],
]

/** Posts at institutions of the county; one that began after the window or ended before it is left out. */
export function practitioners({ county, window }: Setting): { employees: Employee[]; postings: Posting[] } {
  const organizations = new Map(county.organizations.map((o) => [o.id, o]))
  const employees: Employee[] = []
  const postings: Posting[] = []
  for (const p of county.practitioners) {
    const own = p.posts.filter((post) => {
      const at = organizations.get(post.organization)
      return (
        at?.level === 'institution' &&
        at.township !== undefined &&
        dayOf(post.from) <= window.last &&
        !(post.to && dayOf(post.to) < window.first)
      )
    })
    const [main, ...others] = own
    if (!main) continue
    const department = organizations.get(main.department ?? '')
    const employee: Employee = {
      ...{ institution: organizations.get(main.organization)!.code, department, idCard: p.idCard, name: p.name },
      ...about(p),
      ...{ from: dayOf(main.from), until: main.to ? dayOf(main.to) : undefined },
    }
    employees.push(employee)
    for (const post of others) {
      const to = organizations.get(post.organization)!.code
      if (to !== employee.institution)
        postings.push({ employee, to, days: 2, from: dayOf(post.from), until: post.to ? dayOf(post.to) : undefined })
    }
  }
  return { employees, postings }
}

function about(p: Practitioner): Pick<Employee, 'post' | 'title' | 'licence' | 'general' | 'education'> {
  const post = POSTS.find(([title]) => title.test(p.title))![1]
  const title = TITLES.find(([text]) => text.test(p.title))![1]
  return { post, title, licence: p.licence ?? '', general: false, education: post === '13' ? '中专' : '本科' }
}
