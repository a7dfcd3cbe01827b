import type { Story } from '../../../kernel/grammar/capability.ts'

export const stories: readonly Story[] = [
  {
    name: 'two patients taken for one person, and taken back; then known for two',
    steps: ({ person, stranger }) => [
      { as: 'township', verb: 'merge', input: { a: person, b: stranger, reason: '不该由我合并' }, expect: 'refused' },
      { as: 'statistician', verb: 'merge', input: { a: person, b: stranger, reason: '身份证号登记有误，核对过户口本' } },
      { as: 'statistician', verb: 'distinguish', input: { a: person, b: stranger, reason: '已是一人' }, expect: 'refused' },
      { as: 'statistician', verb: 'undo', id: '$', input: { reason: '认错人' } },
      { as: 'statistician', verb: 'distinguish', input: { a: person, b: stranger, reason: '电话核实，不是同一人' } },
    ],
  },
  {
    name: 'one patient of a merged person is somebody else after all',
    steps: ({ person, stranger }) => [
      { as: 'registrar', verb: 'merge', input: { a: person, b: stranger, reason: '本人到场核对' } },
      { as: 'registrar', verb: 'part', input: { patients: [stranger], reason: '冒用他人证件就诊' } },
      { as: 'registrar', verb: 'part', input: { patients: [stranger], reason: '再拆一次' }, expect: 'refused' },
      { as: 'registrar', verb: 'undo', id: '$', input: { reason: '已被后来的拆分取代' }, expect: 'refused' },
    ],
  },
]
