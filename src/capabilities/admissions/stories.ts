import type { Story } from '../../kernel/grammar/capability.ts'

const dayBefore = (now: string, days: number) => new Date(Date.parse(now) - days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
const cost = {
  totalFen: 612_580,
  selfFen: 183_774,
  parts: {
    general: 42_000,
    nursing: 21_000,
    laboratory: 86_000,
    imaging: 64_000,
    surgical: 210_000,
    operation: 150_000,
    anaesthesia: 60_000,
    western: 139_580,
    antimicrobial: 38_000,
    surgeryConsumables: 50_000,
  },
}
const appendicitis = (person: string, now: string, number: string) => ({
  person,
  number,
  admittedAt: dayBefore(now, 6),
  dischargedAt: dayBefore(now, 1),
  days: 5,
  route: '1',
  department: { code: '普外科', name: '普外科' },
  departure: '1',
  diagnoses: [{ text: '急性阑尾炎', coded: { code: 'K35.900', name: '急性阑尾炎' }, onAdmission: '1' }],
  operations: [
    {
      text: '腹腔镜下阑尾切除术',
      coded: { code: '47.0101', name: '腹腔镜下阑尾切除术' },
      at: dayBefore(now, 6),
      level: '3',
      surgeon: '李四',
      incision: '2',
      healing: '1',
      anaesthesia: '全身麻醉',
    },
  ],
  staff: { attending: '李四', coder: '王五' },
  details: { payment: '3', admittedTo: '普外科' },
  cost,
})

/** Front pages that the county hospital's system sends: played by demo people in the demo county and by the rule tests. */
export const stories: readonly Story[] = [
  {
    name: 'an operation, sent when the patient leaves',
    steps: ({ person, now }) => [{ as: 'statistician', verb: 'record', input: appendicitis(person, now, 'ZY-S1-1') }],
  },
  {
    name: 'costs that do not add up are refused; a page for the wrong person is annulled',
    steps: ({ person, now }) => [
      { as: 'statistician', verb: 'record', input: appendicitis(person, now, 'ZY-S2-1') },
      {
        as: 'statistician',
        verb: 'record',
        input: { ...appendicitis(person, now, 'ZY-S3-1'), cost: { ...cost, totalFen: 1 } },
        expect: 'refused',
      },
      { as: 'statistician', verb: 'annul', id: '$', input: { reason: '选错患者' } },
    ],
  },
]
