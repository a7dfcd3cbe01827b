import type { CountyPlan } from './blueprint.ts'
import type { Organization, Role } from './types.ts'

/** `count` people of one kind in one place; `ages` at the end of 2025, `male` the share of men. */
export type Staff = {
  at: string
  department?: string
  role: Role
  title: string
  count: number
  ages: [number, number]
  male: number
  licence?: 'doctor' | 'nurse' | 'village'
}

const doctor = (
  at: string,
  department: string,
  title: string,
  count = 1,
  role: Role = 'county-doctor',
  ages: [number, number] = [32, 56],
): Staff => ({
  at,
  department,
  role,
  title,
  count,
  ages,
  male: department === 'fck' || department === 'ek' ? 0.2 : 0.6,
  licence: 'doctor',
})
const nurse = (at: string, department: string, count = 1): Staff => ({
  at,
  department,
  role: 'nurse',
  title: '主管护师',
  count,
  ages: [25, 48],
  male: 0.05,
  licence: 'nurse',
})
const office = (at: string, department: string | undefined, role: Role, title: string, count = 1): Staff => ({
  at,
  ...(department ? { department } : {}),
  role,
  title,
  count,
  ages: [27, 56],
  male: 0.5,
})

/** Who works where: about 160 people in the full county, about 40 in each small one. Village doctors are mostly 50–65, as in the country. */
export function staffing(plan: CountyPlan, organizations: Organization[]): Staff[] {
  const { slug, full } = plan
  const hospital = `${slug}-rmyy`
  const tcm = `${slug}-zyy`
  const townships = plan.townships.map((t) => ({
    id: `${slug}-${t.slug}-wsy`,
    clinics: organizations.filter((o) => o.parent === `${slug}-${t.slug}-wsy` && o.type === 'D600'),
  }))
  if (plan.small) return leading(slug, townships)
  return [
    { ...doctor(hospital, 'xnk', '主任医师', 1, 'director', [50, 57]), male: 1 },
    doctor(hospital, 'nk', '副主任医师'),
    doctor(hospital, 'nk', '主治医师', full ? 2 : 1),
    doctor(hospital, 'xnk', '主治医师'),
    doctor(hospital, 'sjk', '副主任医师'),
    doctor(hospital, 'wk', '副主任医师'),
    doctor(hospital, 'gk', '主治医师'),
    doctor(hospital, 'fck', '副主任医师'),
    doctor(hospital, 'ek', '主治医师'),
    doctor(hospital, 'jzk', '主治医师', full ? 2 : 1),
    doctor(hospital, 'xdt', '主治医师', full ? 2 : 1, 'reader'),
    doctor(hospital, 'yxk', '副主任医师', full ? 2 : 1, 'reader'),
    nurse(hospital, 'nk', full ? 2 : 1),
    nurse(hospital, 'jzk'),
    office(hospital, 'jyk', 'technician', '主管技师'),
    office(hospital, 'yjk', 'pharmacist', '主管药师'),
    office(hospital, 'ghc', 'registrar', '收费员'),
    office(hospital, 'bas', 'statistician', '统计师'),
    office(hospital, 'xxk', 'administrator', '工程师'),
    doctor(tcm, 'nk', '主治医师'),
    doctor(tcm, 'zyk', '副主任中医师'),
    ...(full ? fullCounty(slug) : []),
    ...townships.flatMap((t) => [
      { ...doctor(t.id, 'qk', '主治医师', 1, 'township-doctor', [40, 56]), male: 0.8 },
      doctor(t.id, 'qk', '执业助理医师', 1, 'township-doctor', [27, 45]),
      nurse(t.id, 'qk'),
      office(t.id, 'gwk', 'public-health', '公共卫生医师'),
      ...t.clinics.slice(0, t.clinics.length > 6 ? -1 : undefined).map((clinic, i): Staff => {
        return {
          at: clinic.id,
          department: 'qk',
          role: 'village-doctor',
          title: '乡村医生',
          count: 1,
          ages: i % 6 === 5 ? [30, 49] : [50, 65],
          male: 0.75,
          licence: 'village',
        }
      }),
    ]),
  ]
}

/** Of one county among many: a director, a statistician, and somebody with a name in every hospital, health centre and clinic. */
function leading(slug: string, townships: readonly { id: string; clinics: readonly Organization[] }[]): Staff[] {
  const hospital = `${slug}-rmyy`
  return [
    { ...doctor(hospital, 'xnk', '主任医师', 1, 'director', [50, 57]), male: 1 },
    doctor(hospital, 'nk', '副主任医师'),
    office(hospital, 'bas', 'statistician', '统计师'),
    doctor(`${slug}-zyy`, 'zyk', '副主任中医师'),
    doctor(`${slug}-fby`, 'fck', '副主任医师'),
    ...townships.flatMap((t): Staff[] => [
      { ...doctor(t.id, 'qk', '主治医师', 1, 'township-doctor', [40, 56]), male: 0.8 },
      ...t.clinics.map(
        ({ id }): Staff => ({
          ...{ at: id, department: 'qk', role: 'village-doctor', title: '乡村医生', count: 1, ages: [50, 65], male: 0.75 },
          licence: 'village',
        }),
      ),
    ]),
  ]
}

function fullCounty(slug: string): Staff[] {
  const at = (id: string) => `${slug}-${id}`
  return [
    doctor(at('rmyy'), 'zzk', '副主任医师'),
    doctor(at('rmyy'), 'mzk', '主治医师'),
    doctor(at('rmyy'), 'kfk', '主治医师'),
    doctor(at('rmyy'), 'zyk', '主治中医师'),
    doctor(at('rmyy'), 'csk', '主治医师', 1, 'reader'),
    doctor(at('rmyy'), 'blk', '副主任医师', 1, 'reader'),
    nurse(at('rmyy'), 'txs'),
    nurse(at('rmyy'), 'hlb'),
    nurse(at('rmyy'), 'xgz'),
    office(at('rmyy'), 'ywk', 'privacy-officer', '副主任科员'),
    office(at('rmyy'), 'zzb', 'registrar', '转诊专员'),
    doctor(at('zyy'), 'gsk', '主治中医师'),
    doctor(at('zyy'), 'zjk', '主治中医师'),
    doctor(at('zyy'), 'jzk', '主治医师', 1, 'director', [48, 57]),
    doctor(at('zyy'), 'yxk', '主治医师', 1, 'reader'),
    nurse(at('zyy'), 'zyk'),
    office(at('zyy'), 'jyk', 'technician', '主管技师'),
    office(at('zyy'), 'ghc', 'registrar', '收费员'),
    doctor(at('fby'), 'fck', '副主任医师', 1, 'director', [48, 55]),
    doctor(at('fby'), 'fbk', '主治医师'),
    doctor(at('fby'), 'ebk', '主治医师'),
    nurse(at('fby'), 'fck'),
    office(at('fby'), 'jyk', 'technician', '主管技师'),
    office(at('cdc'), 'crb', 'public-health', '副主任医师'),
    office(at('cdc'), 'mbk', 'public-health', '主管医师'),
    office(at('cdc'), 'myk', 'public-health', '主管医师'),
    office(at('120'), 'ddk', 'dispatcher', '调度员', 2),
    doctor(at('120'), 'yqk', '主治医师', 2),
    nurse(at('120'), 'yqk'),
    office(at('wjj'), undefined, 'chief', '局长'),
    office(at('wjj'), 'ghk', 'statistician', '统计师'),
    office(at('ybj'), 'jsk', 'insurance-officer', '副主任科员'),
    office(at('ybj'), 'jhk', 'insurance-officer', '科员'),
    office('lc-wjw', undefined, 'supervisor', '四级调研员'),
  ]
}
