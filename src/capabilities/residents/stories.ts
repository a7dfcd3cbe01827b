import { makeIdCard } from '../../fhir/china/id-card.ts'
import type { Story } from '../../kernel/grammar/capability.ts'

const villager = { name: '单晓梅', idCard: makeIdCard('141099', '1956-03-08', 412), phone: '13800001234' }
export const stories: readonly Story[] = [
  {
    name: 'registered, moved, died, and the death taken back',
    steps: () => [
      { as: 'registrar', verb: 'register', input: villager },
      { as: 'registrar', verb: 'amend', id: '$', input: { phone: '13900005678', reason: '换了号码' } },
      { as: 'emergency', verb: 'recordDeath', id: '$', input: { diedOn: '2026-01-02' } },
      { as: 'emergency', verb: 'undoDeath', id: '$', input: { reason: '登记错人' } },
    ],
  },
  {
    name: 'registered twice',
    steps: () => [
      { as: 'registrar', verb: 'register', input: { name: '解文斌', sex: 'male', birthDate: '1970-05-01' } },
      { as: 'registrar', verb: 'annul', id: '$', input: { reason: '重复建档' } },
    ],
  },
]
