import type { CountyPlan } from './blueprint.ts'
import type { Account, County, Organization, Practitioner, Role, Shift, Team } from './types.ts'

const working = (people: Practitioner[], organization: string, role: Role, department?: string) =>
  people.filter((p) =>
    p.posts.some(
      (x) =>
        !x.to && x.organization === organization && x.role === role && (!department || x.department === `${organization}-${department}`),
    ),
  )

/** One family-doctor team a township centre, two where there are more than six villages; every village is served by exactly one team. */
export function teamsOf(plan: CountyPlan, organizations: Organization[], people: Practitioner[], divisions: County['divisions']): Team[] {
  return plan.townships.flatMap((t) => {
    const centre = `${plan.slug}-${t.slug}-wsy`
    const leaders = working(people, centre, 'township-doctor')
    const others = [...working(people, centre, 'nurse'), ...working(people, centre, 'public-health')]
    const villages = divisions.filter((d) => d.code.length === 12 && d.code.startsWith(t.code))
    const teams = villages.length > 6 ? 2 : 1
    return Array.from({ length: teams }, (_, i): Team => {
      const served = villages.filter((_, n) => n % teams === i).map((v) => v.code)
      const clinics = organizations.filter((o) => o.village && served.includes(o.village)).map((o) => o.id)
      const village = people.filter((p) => p.posts.some((x) => clinics.includes(x.organization)))
      const members = [...new Set([leaders[i]!, ...others, ...village].map((p) => p.id))]
      const [zh, en] = [
        `${t.name}家庭医生第${'一二'[i]}团队`,
        `Family Doctor Team ${i + 1}, ${divisions.find((d) => d.code === t.code)!.nameEn}`,
      ]
      return {
        id: `${plan.slug}-${t.slug}-team${i + 1}`,
        name: zh,
        nameEn: en,
        organization: centre,
        leader: leaders[i]!.id,
        members,
        villages: served,
      }
    })
  })
}

/** One login for each kind of user; in the small counties a handful, with the county's slug in front. */
export function accountsOf(plan: CountyPlan, people: Practitioner[]): Account[] {
  const { slug, full } = plan
  const [hospital, township] = [`${slug}-rmyy`, `${slug}-${plan.townships[full ? 3 : 1]!.slug}`]
  const village = people.find((p) => p.posts[0]!.organization === `${township}-c01`)!
  const one = (name: string, roles: Role[], zh: string, en: string, p: Practitioner | undefined): Account[] =>
    p ? [{ login: full ? name : `${slug}-${name}`, practitioner: p.id, roles, title: { zh, en } }] : []
  const of = (at: string, role: Role, department?: string) => working(people, at, role, department)[0]
  return [
    ...one('township', ['township-doctor'], '乡镇卫生院医生', 'Township doctor', working(people, `${township}-wsy`, 'township-doctor')[1]),
    ...one(
      'township-head',
      ['township-doctor', 'director'],
      '乡镇卫生院院长',
      'Head of a township health centre',
      of(`${township}-wsy`, 'director'),
    ),
    ...one('village', ['village-doctor'], '乡村医生', 'Village doctor', village),
    ...one('public-health', ['public-health'], '公共卫生人员', 'Public-health worker', of(`${township}-wsy`, 'public-health')),
    ...one('doctor', ['county-doctor'], '县医院内科医生', 'County hospital physician', of(hospital, 'county-doctor', 'nk')),
    ...one('emergency', ['county-doctor'], '急诊科医生', 'Emergency physician', of(hospital, 'county-doctor', 'jzk')),
    ...one('ecg', ['reader'], '心电诊断医生', 'ECG reader', of(hospital, 'reader', 'xdt')),
    ...one('imaging', ['reader'], '影像诊断医生', 'Imaging reader', of(hospital, 'reader', 'yxk')),
    ...one('nurse', ['nurse'], '护士', 'Nurse', of(hospital, 'nurse', 'nk')),
    ...one('technician', ['technician'], '检验技师', 'Laboratory technician', of(hospital, 'technician')),
    ...one('pharmacist', ['pharmacist'], '药师', 'Pharmacist', of(hospital, 'pharmacist')),
    ...one('registrar', ['registrar'], '挂号员', 'Registrar', of(hospital, 'registrar', 'ghc')),
    ...one('referral', ['registrar'], '转诊专员', 'Referral desk', of(hospital, 'registrar', 'zzb')),
    ...one('dispatcher', ['dispatcher'], '120 调度员', '120 dispatcher', of(`${slug}-120`, 'dispatcher')),
    ...one('statistician', ['statistician'], '统计员', 'Statistician', of(hospital, 'statistician')),
    ...one('director', ['director', 'county-doctor'], '县医疗集团院长', 'Director of the medical group', of(hospital, 'director')),
    ...one('chief', ['chief'], '卫生健康局局长', 'Chief of the health bureau', of(`${slug}-wjj`, 'chief')),
    ...one('insurance', ['insurance-officer'], '医保经办人员', 'Insurance officer', of(`${slug}-ybj`, 'insurance-officer')),
    ...one('prefecture', ['supervisor'], '市卫健委监管人员', 'Prefecture supervisor', of('lc-wjw', 'supervisor')),
    ...one('admin', ['administrator'], '系统管理员', 'System administrator', of(hospital, 'administrator')),
    ...one('privacy', ['privacy-officer'], '隐私专员', 'Privacy officer', of(hospital, 'privacy-officer')),
  ]
}

/** A week's duties: reading rooms, emergency department, dispatch and each township centre; none where hardly anybody is known by name. */
export function rosterOf(plan: CountyPlan, people: Practitioner[]): Shift[] {
  if (plan.small) return []
  const hospital = `${plan.slug}-rmyy`
  const week = [1, 2, 3, 4, 5, 6, 7]
  const shifts = (organization: string, slug: string, zh: string, en: string, staff: Practitioner[]): Shift[] => {
    const about = { organization, department: `${organization}-${slug}`, days: week }
    const on = (n: number) => (staff.length ? [staff[n % staff.length]!.id] : [])
    return [
      { ...about, name: { zh: `${zh}白班`, en: `${en}, day` }, from: '08:00', to: '18:00', practitioners: on(0) },
      { ...about, name: { zh: `${zh}夜班`, en: `${en}, night` }, from: '18:00', to: '08:00', practitioners: on(1) },
    ]
  }
  return [
    ...shifts(hospital, 'xdt', '心电诊断', 'ECG reading', working(people, hospital, 'reader', 'xdt')),
    ...shifts(hospital, 'yxk', '影像诊断', 'Image reading', working(people, hospital, 'reader', 'yxk')),
    ...shifts(hospital, 'jzk', '急诊', 'Emergency department', working(people, hospital, 'county-doctor', 'jzk')),
    ...(plan.full ? shifts(`${plan.slug}-120`, 'ddk', '调度', 'Dispatch', working(people, `${plan.slug}-120`, 'dispatcher')) : []),
    ...plan.townships.flatMap((t) =>
      shifts(
        `${plan.slug}-${t.slug}-wsy`,
        'qk',
        '全科',
        'General practice',
        working(people, `${plan.slug}-${t.slug}-wsy`, 'township-doctor'),
      ),
    ),
  ]
}
