import type { TargetChoice } from '../capabilities/plans/shape.ts'

/** A value entered by hand: target, day, value, and of which institution (the county itself where none is named). */
export type Said = readonly [target: string, day: string, value: number, unit?: string]
/** A plan as a demo county carries it out. */
export type PlanSeed = {
  code: string
  name?: string
  from?: string
  to?: string
  choices?: readonly TargetChoice[]
  said: readonly Said[]
  /** Files that were attached to a statement and withdrawn again, by target: why. */
  unproven?: Readonly<Record<string, string>>
  amend?: { on: string; reason: string; choices: TargetChoice[] }
  open?: readonly string[]
}

const from = (code: string, day: string, value: number, more: Partial<TargetChoice> = {}): TargetChoice => ({
  code,
  baseline: { day, value },
  ...more,
})
const was = '2024-12-31'

const capability: PlanSeed = {
  code: 'county-capability-2023',
  name: '青原县县级医疗机构综合能力提升行动方案（2025—2027年）',
  from: '2025-01-01',
  to: '2027-12-31',
  choices: [
    from('in-county-care', was, 89, {
      value: 91,
      milestones: [
        { day: '2025-12-31', value: 89.2 },
        { day: '2026-12-31', value: 89.5 },
      ],
      responsible: 'qy-jt',
    }),
    from('in-county-inpatient', was, 79, { value: 88, responsible: 'qy-rmyy' }),
    from('primary-care', was, 49.5, { responsible: 'qy-jt' }),
    from('emr-grade', was, 2.3, { milestones: [{ day: '2026-12-31', value: 2.6 }], responsible: 'qy-rmyy' }),
    from('public-beds', was, 3.2, { responsible: 'qy-wjj' }),
    from('basic-standard', was, 82, { responsible: 'qy-rmyy' }),
    from('recommended-standard', was, 45, { responsible: 'qy-rmyy' }),
    from('tcm-centres', was, 1, { responsible: 'qy-zyy' }),
    from('key-specialties', was, 1, { responsible: 'qy-rmyy' }),
    from('emergency-centres', was, 2, { responsible: 'qy-rmyy' }),
    from('sharing-centres', was, 3, { responsible: 'qy-jt' }),
    from('management-centres', was, 1, { responsible: 'qy-jt' }),
    from('assessment-platforms', was, 1, { responsible: 'qy-wjj' }),
    from('waiting', was, 34, { responsible: 'qy-rmyy' }),
    from('waiting-surgery', was, 2.9, { responsible: 'qy-rmyy' }),
    { code: 'maternal-standard', responsible: 'qy-fby' },
    { code: 'emergency-command', responsible: 'qy-120' },
    { code: 'biosafety', responsible: 'qy-rmyy' },
    { code: 'tcm-provincial-specialty', left: '省里暂停评审，下一轮再列为目标' },
  ],
  said: [
    ['basic-standard', '2025-06-30', 88],
    ['basic-standard', '2026-06-20', 94],
    ['recommended-standard', '2025-06-30', 52],
    ['tcm-centres', '2025-12-20', 3],
    ['tcm-centres', '2026-09-30', 4],
    ['maternal-standard', '2026-05-10', 1],
    ['floor-area', '2026-03-31', 1, 'qy-rmyy'],
    ['floor-area', '2026-03-31', 0, 'qy-zyy'],
    ['floor-area', '2026-03-31', 1, 'qy-fby'],
    ['land', '2026-03-31', 1, 'qy-rmyy'],
    ['key-specialties', '2025-12-31', 2],
    ['key-specialties', '2026-10-15', 3],
    ['weak-specialties', '2025-12-25', 2],
    ['weak-specialties', '2026-10-20', 1],
    ['tcm-specialty-yearly', '2025-12-25', 1],
    ['emergency-centres', '2025-09-30', 3],
    ['emergency-centres', '2026-04-18', 4],
    ['emergency-radius', '2026-03-30', 18],
    ['tcm-centres-stage', '2025-12-31', 1],
    ['tcm-centres-stage', '2026-09-30', 2],
    ['biosafety', '2025-11-11', 2],
    ['emergency-command', '2026-07-01', 1],
    ['emr-grade-each', '2026-02-01', 1, 'qy-rmyy'],
    ['emr-grade-each', '2026-02-01', 0, 'qy-zyy'],
    ['smart-service', '2026-02-01', 1, 'qy-rmyy'],
    ['smart-service', '2026-02-01', 1, 'qy-zyy'],
    ['smart-service', '2026-02-01', 0, 'qy-fby'],
    ['linked', '2025-10-15', 1, 'qy-rmyy'],
    ['linked', '2025-10-15', 1, 'qy-zyy'],
    ['linked', '2025-10-15', 1, 'qy-fby'],
    ['waiting', '2025-07-31', 30],
    ['waiting', '2026-01-31', 27],
    ['waiting', '2026-07-31', 24],
    ['waiting-surgery', '2025-03-31', 2.8],
    ['waiting-surgery', '2026-03-31', 2.6],
    ['packaged-payment', '2026-01-15', 1],
    ['management-centres', '2026-06-30', 3],
    ['management-centres-stage', '2026-06-30', 1],
    ['sharing-centres', '2025-12-31', 4],
    ['sharing-centres', '2026-09-30', 5],
    ['assessment-platforms', '2026-06-30', 2],
  ],
  unproven: { 'maternal-standard': '验收通知尚未正式印发，先撤回' },
  amend: {
    on: '2026-03-20',
    reason: '乡镇卫生院住院业务调整，经领导小组同意，基层就诊率目标调为 56%',
    choices: [from('primary-care', was, 49.5, { value: 56, milestones: [{ day: '2026-12-31', value: 51.5 }], responsible: 'qy-jt' })],
  },
  open: ['in-county-care', 'primary-care', 'emergency-radius', 'sharing-centres'],
}

const centre: PlanSeed = {
  code: 'county-centre-2020',
  said: [
    ['standard-2016', '2020-11-30', 1],
    ['level-3', '2020-12-20', 0],
    ['emr-grade', '2020-10-30', 4],
    ['toilets', '2020-09-15', 1],
    ['emergency-centres', '2020-12-10', 4],
  ],
}

const hospitals: PlanSeed = {
  code: 'county-hospitals-2019',
  choices: [
    from('weak-raised', '2018-12-31', 0),
    from('second-subjects', '2018-12-31', 12),
    from('tcm-specialties', '2018-12-31', 5),
    from('minimally-invasive', '2018-12-31', 21),
  ],
  said: [
    ['weak-raised', '2019-12-20', 1],
    ['weak-raised', '2020-12-15', 3],
    ['level-3-hospital', '2020-12-20', 0],
    ['level-3-tcm', '2020-12-20', 0],
    ['basic-hospital', '2020-06-30', 1],
    ['basic-tcm', '2020-06-30', 1],
    ['subjects', '2020-11-30', 16],
    ['second-subjects', '2019-06-30', 14],
    ['second-subjects', '2020-12-01', 18],
    ['tcm-departments', '2020-11-30', 13],
    ['tcm-specialties', '2020-11-30', 5],
    ['weak-chosen', '2019-04-30', 3],
    ['minimally-invasive', '2019-12-31', 22],
    ['minimally-invasive', '2020-12-15', 27],
    ['consortium', '2019-09-01', 1],
    ['support-specialties', '2019-12-20', 3],
    ['support-specialties', '2020-12-20', 3],
    ['support-doctors', '2019-12-20', 11],
    ['support-doctors', '2020-12-20', 9],
  ],
}

const system: PlanSeed = {
  code: 'health-system-2023',
  choices: [
    from('in-county-inpatient', '2023-12-31', 78, { responsible: 'qy-rmyy' }),
    from('centres-at-standard', '2023-12-31', 75, { responsible: 'qy-jt' }),
    from('primary-service-share', '2023-12-31', 51.5, { responsible: 'qy-jt' }),
    from('primary-fund-share', '2023-12-31', 14, { responsible: 'qy-ybj' }),
    from('clinics-at-standard', '2023-12-31', 74, { responsible: 'qy-wjj' }),
    from('hospitals-connected', '2023-12-31', 0, { responsible: 'qy-wjj' }),
    { code: 'child-newborn-centre', responsible: 'qy-fby' },
    { code: 'tcm-level-2a', responsible: 'qy-zyy' },
  ],
  said: [
    ['sub-county-centres', '2025-10-10', 1, 'qy-sq-wsy'],
    ['sub-county-centres', '2025-11-20', 1, 'qy-lq-wsy'],
    ['village-doctor-subsidy', '2025-12-01', 1000],
    ['well-run-hospitals', '2025-10-30', 1, 'qy-rmyy'],
    ['chest-pain-centre', '2024-11-30', 1],
    ['stroke-centre', '2025-05-20', 1],
    ['trauma-centre', '2026-03-10', 1],
    ['maternal-centre', '2025-09-09', 1],
    ['level3-ability', '2025-12-15', 0, 'qy-rmyy'],
    ['remote-consultation', '2025-08-01', 1],
    ['public-health-departments', '2025-06-30', 1, 'qy-rmyy'],
    ['public-health-departments', '2025-06-30', 1, 'qy-zyy'],
    ['public-health-departments', '2025-06-30', 0, 'qy-fby'],
    ['tcm-level-2a', '2025-12-01', 1],
    ['moxibustion', '2025-10-01', 1],
    ['clinics-at-standard', '2024-06-30', 78],
    ['clinics-at-standard', '2025-06-30', 84],
    ['clinics-at-standard', '2026-06-30', 88],
    ['packaged-payment', '2025-03-01', 1],
    ['public-health-pay', '2026-04-01', 1, 'qy-rmyy'],
    ['public-health-pay', '2026-04-01', 0, 'qy-zyy'],
    ['hospitals-connected', '2025-05-01', 1, 'qy-rmyy'],
    ['hospitals-connected', '2026-02-01', 1, 'qy-zyy'],
  ],
  open: ['chest-pain-centre', 'village-doctor-subsidy'],
}

const standard = ['sq', 'lq', 'qh', 'nl', 'yf', 'dp'].map((town): Said => ['township-standard', '2025-05-20', 1, `qy-${town}-wsy`])
const medicine: PlanSeed = {
  code: 'strong-medicine-2020',
  choices: [
    from('county-backbones', '2020-06-15', 6, { responsible: 'qy-rmyy' }),
    from('primary-recommended', '2020-06-15', 10, { responsible: 'qy-jt' }),
    from('township-standard', '2020-06-15', 2, { responsible: 'qy-jt' }),
    { code: 'community-standard', left: '本县没有社区卫生服务中心' },
  ],
  said: [
    ['county-backbones', '2021-12-31', 12],
    ['county-backbones', '2023-12-31', 26],
    ['county-backbones', '2025-12-20', 41],
    ['chest-pain-centre', '2022-10-10', 1],
    ['stroke-centre', '2023-08-08', 1],
    ['trauma-centre', '2026-03-10', 1],
    ['maternal-centre', '2021-06-01', 1],
    ['infectious-centre', '2020-12-20', 1],
    ['infectious-beds', '2024-12-10', 12],
    ['tcm-prevention', '2022-04-01', 1, 'qy-zyy'],
    ['general-prevention', '2024-05-06', 1, 'qy-rmyy'],
    ['tcm-geriatrics', '2023-07-01', 0, 'qy-zyy'],
    ...standard,
    ['township-standard', '2025-05-20', 0, 'qy-hs-wsy'],
    ['clinic-cover', '2024-07-01', 86],
    ['clinic-cover', '2025-05-31', 91],
  ],
}

/** The two plans of a small county: `behind` has fewer of the centres. */
const small = (p: string, behind: boolean): PlanSeed[] => [
  {
    code: 'strong-medicine-2020',
    said: [
      ['chest-pain-centre', behind ? '2024-12-05' : '2022-05-05', 1],
      ['maternal-centre', '2022-09-01', 1],
      ['infectious-centre', '2021-03-01', 1],
      ...(behind ? [] : ([['stroke-centre', '2024-04-04', 1]] satisfies Said[])),
      ...(behind ? [] : ([['newborn-centre', '2025-06-06', 1]] satisfies Said[])),
      ['trauma-centre', '2025-11-11', behind ? 0 : 1],
      ['tcm-prevention', '2023-03-03', 1, `${p}-zyy`],
      ['tcm-rehabilitation', '2024-03-03', behind ? 0 : 1, `${p}-zyy`],
      ['clinic-cover', '2025-06-01', behind ? 82 : 95],
    ],
  },
  {
    code: 'health-system-2023',
    said: [
      ['chest-pain-centre', '2025-02-05', 1],
      ['stroke-centre', '2025-10-04', behind ? 0 : 1],
      ['maternal-centre', '2024-09-01', 1],
      ['remote-consultation', '2025-07-01', behind ? 0 : 1],
      ['tcm-level-2a', '2025-11-01', behind ? 0 : 1],
      ['village-doctor-subsidy', '2026-01-05', behind ? 900 : 1100],
      ['well-run-hospitals', '2025-10-30', 1, `${p}-rmyy`],
    ],
  },
]

/** What each demo county carries out, the plan that ends last first. */
export const planSeeds: Readonly<Record<string, readonly PlanSeed[]>> = {
  qy: [capability, system, medicine, centre, hospitals],
  so: small('so', false),
  sl: small('sl', true),
}
