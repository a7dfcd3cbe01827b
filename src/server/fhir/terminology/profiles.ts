/** The county's profiles: what its own documents keep to, and what it asks of others who write here. */

import { medicalClass } from '../../../capabilities/insurance/fhir.ts'
import { institutionCodeSystem, ws218System } from '../../../capabilities/organisations/organization/fhir.ts'
import { tcmSystem } from '../../../capabilities/visits/fhir.ts'
import { type Profile, profileUrl, valueSetUrl } from '../../../fhir/conformance/publish.ts'
import type { ElementDefinition } from '../../../fhir/conformance/structure.ts'
import { icd10System } from '../../../patterns/codes/systems.ts'
import { idCardSystem, residentExtensions } from '../../../patterns/patient/fhir.ts'

const must = (path: string, more: Partial<ElementDefinition> = {}): ElementDefinition => ({ path, min: 1, ...more })
const bound = (path: string, set: string, strength: 'required' | 'extensible'): ElementDefinition => ({
  path,
  binding: { strength, valueSet: valueSetUrl(set) },
})
const sliced = (path: string, by: string): ElementDefinition => ({
  path,
  slicing: { discriminator: [{ type: 'value', path: by }], rules: 'open' },
})
/** A slice told by its system: the slice, its system, and its value or code. */
const slice = (path: string, name: string, system: string, value: string, more: Partial<ElementDefinition> = {}): ElementDefinition[] => [
  { id: `${path}:${name}`, path, sliceName: name, ...more },
  { id: `${path}:${name}.system`, path: `${path}.system`, min: 1, fixedUri: system },
  { id: `${path}:${name}.${value}`, path: `${path}.${value}`, min: 1 },
]
const withInvariant = (elements: ElementDefinition[], key: string, human: string, expression: string): ElementDefinition[] => [
  ...elements.slice(0, -1),
  { ...elements.at(-1)!, constraint: [{ key, severity: 'error', human, expression }] },
]

const idCard = (type: string, lines: 'identifier' = 'identifier') =>
  withInvariant(
    slice(`${type}.${lines}`, 'idCard', idCardSystem, 'value', { max: '1' }),
    'cw-id-1',
    '公民身份号码为18位（末位可为X）或旧15位 | A resident identity number has 18 characters, or 15 of old (GB 11643-1999)',
    "matches('^([1-9][0-9]{16}[0-9X]|[1-9][0-9]{14})$')",
  )
const diagnoses = (path: string) => [
  sliced(path, 'system'),
  ...slice(path, 'icd10', icd10System, 'code'),
  ...slice(path, 'tcm', tcmSystem, 'code'),
]
const about = (id: string, title: string, source: string, from = '2026') => ({ id, title, source, from })
const actClass = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
const frontPage = '住院病案首页（卫医政发〔2011〕84号）'

const resources: readonly Profile[] = [
  {
    ...about('patient', '县域居民', '县域通居民：一家机构所知的居民'),
    type: 'Patient',
    elements: [
      sliced('Patient.identifier', 'system'),
      ...idCard('Patient'),
      ...slice('Patient.identifier', 'healthCard', 'urn:oid:2.16.156.10011.1.19', 'value', { max: '1' }),
      must('Patient.name'),
      must('Patient.name.text'),
      must('Patient.gender'),
      bound('Patient.maritalStatus', 'marital-status', 'extensible'),
      must('Patient.managingOrganization'),
    ],
  },
  {
    ...about('visit', '门急诊就诊', '县域通门急诊就诊'),
    type: 'Encounter',
    elements: [
      must('Encounter.identifier'),
      bound('Encounter.class', 'visit-class', 'required'),
      must('Encounter.subject'),
      must('Encounter.period'),
      must('Encounter.period.start'),
      ...diagnoses('Encounter.reasonCode.coding'),
      must('Encounter.serviceProvider'),
    ],
  },
  {
    ...about('admission', '住院', frontPage, '2012-01-01'),
    type: 'Encounter',
    elements: [
      must('Encounter.identifier'),
      { path: 'Encounter.class', patternCoding: { system: actClass, code: 'IMP' } },
      must('Encounter.subject'),
      must('Encounter.period'),
      must('Encounter.period.start'),
      must('Encounter.period.end'),
      ...diagnoses('Encounter.reasonCode.coding'),
      must('Encounter.diagnosis'),
      bound('Encounter.hospitalization.admitSource', 'admission-route', 'extensible'),
      bound('Encounter.hospitalization.dischargeDisposition', 'departure', 'extensible'),
      must('Encounter.serviceProvider'),
    ],
  },
  {
    ...about('diagnosis', '住院诊断', frontPage, '2012-01-01'),
    type: 'Condition',
    elements: [must('Condition.code'), ...diagnoses('Condition.code.coding'), must('Condition.encounter')],
  },
  {
    ...about('organization', '机构与科室', 'WS 218-2002 卫生机构（组织）分类与代码', '2002'),
    type: 'Organization',
    elements: [
      sliced('Organization.identifier', 'system'),
      ...slice('Organization.identifier', 'institutionCode', institutionCodeSystem, 'value', { min: 1, max: '1' }),
      sliced('Organization.type.coding', 'system'),
      ...slice('Organization.type.coding', 'institutionType', ws218System, 'code', {
        binding: { strength: 'extensible', valueSet: valueSetUrl('institution-type') },
      }),
      must('Organization.name'),
    ],
  },
  {
    ...about('practitioner', '卫生人员', '县域通卫生人员'),
    type: 'Practitioner',
    elements: [
      sliced('Practitioner.identifier', 'system'),
      ...idCard('Practitioner'),
      must('Practitioner.name'),
      must('Practitioner.name.text'),
    ],
  },
  {
    ...about('settlement', '医保结算', '医保信息业务编码'),
    type: 'ExplanationOfBenefit',
    elements: [
      must('ExplanationOfBenefit.identifier'),
      sliced('ExplanationOfBenefit.subType.coding', 'system'),
      ...slice('ExplanationOfBenefit.subType.coding', 'medicalClass', medicalClass, 'code', {
        binding: { strength: 'extensible', valueSet: valueSetUrl('medical-class') },
      }),
      must('ExplanationOfBenefit.total'),
    ],
  },
]

const extensionSets: Readonly<Record<string, string>> = { nation: 'nationality', relation: 'family-relation', insurance: 'insurance-kind' }
/** The extensions of a resident, each with the type of its value. */
const extensions = Object.entries(residentExtensions).map(([name, [url, type]]) => ({
  url,
  profile: {
    ...about(`resident-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, `居民扩展：${name}`, '县域通居民扩展'),
    type: 'Extension',
    elements: [
      { path: 'Extension.extension', max: '0' },
      { path: 'Extension.url', fixedUri: url },
      {
        path: 'Extension.value[x]',
        min: 1,
        type: [{ code: type === 'Code' ? 'code' : type === 'Boolean' ? 'boolean' : type.toLowerCase() }],
        ...(extensionSets[name] ? { binding: { strength: 'extensible', valueSet: valueSetUrl(extensionSets[name]) } } : {}),
      },
    ],
  } satisfies Profile,
}))

export const profiles: readonly { url: string; profile: Profile }[] = [
  ...resources.map((profile) => ({ url: profileUrl(profile.id), profile })),
  ...extensions,
]
/** The value set that the profile of visits binds its class to. */
export const visitClasses = {
  ...about('visit-class', '门急诊就诊类别', 'HL7 v3 ActCode：门诊、急诊'),
  include: [
    {
      system: actClass,
      concept: [
        { code: 'AMB', display: '门诊' },
        { code: 'EMER', display: '急诊' },
      ],
    },
  ],
}
