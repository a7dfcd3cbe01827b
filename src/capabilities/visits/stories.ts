import type { Story } from '../../kernel/grammar/capability.ts'

const hypertension = [{ system: 'icd10', code: 'I10.x00x002', name: '高血压' }]
const signs = { temperature: 36.5, pulse: 72, respiration: 18, systolic: 152, diastolic: 94, saturation: 98 }

/** What happens at the desks of the county hospital and a health centre: played by demo people in the demo county and by the rule tests. `$` stands for the case of the first step. */
export const stories: readonly Story[] = [
  {
    name: 'a return visit, treated and sent home',
    steps: ({ person }) => [
      { as: 'township-head', verb: 'open', input: { person, class: 'AMB', first: false } },
      { as: 'township', verb: 'start', id: '$', input: {} },
      { as: 'township', verb: 'record', id: '$', input: { complaint: '头晕3天', vitalSigns: signs } },
      { as: 'township', verb: 'close', id: '$', input: { diagnoses: hypertension, disposition: 'home' } },
      { as: 'township', verb: 'amend', id: '$', input: { advice: '低盐饮食，两周后复诊', reason: '补充健康指导' } },
    ],
  },
  {
    name: 'entered for the wrong person',
    steps: ({ person }) => [
      { as: 'township', verb: 'receive', input: { person } },
      { as: 'township', verb: 'close', id: '$', input: { diagnoses: hypertension } },
      { as: 'township', verb: 'annul', id: '$', input: { reason: '选错患者' } },
    ],
  },
  {
    name: 'left before being seen',
    steps: ({ person }) => [
      { as: 'registrar', verb: 'open', input: { person } },
      { as: 'registrar', verb: 'transfer', id: '$', input: { department: { code: 'qy-rmyy-ek', name: '儿科' }, reason: '挂错科室' } },
      {
        as: 'registrar',
        verb: 'transfer',
        id: '$',
        input: { department: { code: 'qy-rmyy-ek', name: '儿科' }, reason: '没有变化' },
        expect: 'refused',
      },
      { as: 'registrar', verb: 'cancel', id: '$', input: { reason: '患者离开' } },
    ],
  },
  {
    name: 'never came',
    steps: ({ person }) => [
      { as: 'registrar', verb: 'open', input: { person } },
      { as: 'system', verb: 'lapse', id: '$', input: {} },
    ],
  },
]
