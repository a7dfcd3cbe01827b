/** The code tables the county's documents use, as they are published. What the capabilities choose from and what is published here are the same tables. */
import { codeSystems } from '../../../adapters/files/code-systems.ts'
import { adherences, diseases, methods, registerStates, results } from '../../../capabilities/chronic/codes.ts'
import { adherenceSystem, diseaseSystem, methodSystem, resultSystem } from '../../../capabilities/chronic/fhir.ts'
import { feeCategory, feeLevel } from '../../../capabilities/fees/fhir.ts'
import { feeCategories, feeLevels } from '../../../capabilities/fees/shape.ts'
import { insuranceKind, medicalClass } from '../../../capabilities/insurance/fhir.ts'
import { subjectSystem, ws218System } from '../../../capabilities/organisations/organization/fhir.ts'
import { subjects } from '../../../capabilities/outflow/subjects.ts'
import type { CodeTable } from '../../../fhir/conformance/publish.ts'
import * as sets from '../../../patterns/codes/value-sets.ts'
import { institutionTypes } from '../../../patterns/institutions/ws218.ts'
import { insurances } from '../../../patterns/patient/codes.ts'
import { maritalSystem } from '../../../patterns/patient/fhir.ts'
import { staffCategories, staffCategorySystem, titleLevels } from '../../../patterns/staff/codes.ts'

const table = (
  id: string,
  system: string,
  title: string,
  source: string,
  from: string,
  codes: sets.ValueSet,
  more: Partial<CodeTable> = {},
): CodeTable => ({ id, system, title, source, from, codes: Object.entries(codes).map(([code, [zh, en]]) => [code, zh, en]), ...more })

const oid = (number: string) => `urn:oid:2.16.156.10011.2.3.${number}`
const frontPage = '住院病案首页（卫医政发〔2011〕84号）'
const ownTable = '县域通内部代码表'
/** Where nobody says since when a table holds: since it is published here. */
const ownSince = '2026'

/** 就医类别, codes of the national insurance platform that a county settles with. */
const medicalClasses = {
  '11': ['普通门诊', 'Outpatient'],
  '13': ['急诊', 'Emergency'],
  '14': ['门诊慢特病', 'Chronic outpatient'],
  '21': ['普通住院', 'Inpatient'],
  '41': ['定点药店购药', 'Pharmacy'],
} as const satisfies sets.ValueSet

/** Each standard with the year of its number, or the day a notice names. */
export const codeTables: readonly CodeTable[] = [
  table('sex', oid('3.4'), '人的性别代码', 'GB/T 2261.1-2003 个人基本信息分类与代码 第1部分：人的性别代码', '2003', sets.sexes),
  table(
    'marital-status',
    maritalSystem,
    '婚姻状况代码',
    'GB/T 2261.2-2003 个人基本信息分类与代码 第2部分：婚姻状况代码',
    '2003',
    sets.maritalStatuses,
    {
      oid: oid('3.5'),
    },
  ),
  table('nationality', oid('3.3'), '民族代码', 'GB/T 3304-1991 中国各民族名称的罗马字母拼写法和代码', '1991', sets.nationalities),
  table('family-relation', oid('3.8'), '家庭关系代码（一位数字）', 'GB/T 4761-2008 家庭关系代码', '2008', sets.familyRelations),
  table('id-type', 'urn:countywide:cv02.01.101', '身份证件类别代码', 'WS 364.3 卫生信息数据元值域代码 CV02.01.101', '2011', sets.idTypes),
  table('occupation', 'urn:countywide:occupation', '职业代码', frontPage, '2012-01-01', sets.occupations),
  table('payment', oid('1.248'), '医疗付费方式代码', frontPage, '2012-01-01', sets.payments),
  table('admission-route', oid('1.270'), '入院途径代码', frontPage, '2012-01-01', sets.admissionRoutes),
  table('departure', 'urn:countywide:departure', '离院方式代码', frontPage, '2012-01-01', sets.departures),
  table('on-admission', 'urn:countywide:on-admission', '入院病情代码', frontPage, '2012-01-01', sets.onAdmission),
  table('abo', oid('1.85'), 'ABO血型代码', frontPage, '2012-01-01', sets.bloodGroups),
  table('rhesus', oid('1.250'), 'Rh血型代码', frontPage, '2012-01-01', sets.rhesus),
  table('incision', 'urn:countywide:incision', '切口等级代码', frontPage, '2012-01-01', sets.incisions),
  table('healing', 'urn:countywide:healing', '切口愈合类别代码', frontPage, '2012-01-01', sets.healings),
  table('operation-level', 'urn:countywide:operation-level', '手术级别代码', '医疗机构手术分级管理办法', '2012', sets.operationLevels),
  table(
    'institution-type',
    ws218System,
    '卫生机构类别代码（县内常见）',
    'WS 218-2002 卫生机构（组织）分类与代码',
    '2002',
    institutionTypes,
    {
      content: 'fragment',
    },
  ),
  table(
    'clinical-subject',
    subjectSystem,
    '诊疗科目代码（收治住院的科目）',
    '医疗机构诊疗科目名录（卫医发〔1994〕27号）',
    '1994',
    subjects,
    { content: 'fragment' },
  ),
  table('insurance-kind', insuranceKind, '险种代码（县内结算）', '医保信息业务编码', ownSince, insurances, { content: 'fragment' }),
  table('medical-class', medicalClass, '就医类别代码（县内结算）', '医保信息业务编码', ownSince, medicalClasses, { content: 'fragment' }),
  table('fee-category', feeCategory, '医疗收费项目类别代码', '医保信息业务编码', ownSince, feeCategories),
  table('fee-level', feeLevel, '收费项目等级代码', '医保信息业务编码', ownSince, feeLevels),
  table(
    'staff-category',
    staffCategorySystem,
    '岗位类别代码',
    '卫生资源与医疗服务调查制度，卫生人力基本信息调查表',
    ownSince,
    staffCategories,
  ),
  table('title-level', 'urn:countywide:title-level', '职称级别代码', ownTable, ownSince, titleLevels),
  table('chronic-disease', diseaseSystem, '慢性病管理病种代码', ownTable, ownSince, diseases),
  table('chronic-register-state', 'urn:countywide:chronic-register-state', '慢性病管理状态代码', ownTable, ownSince, registerStates),
  table('follow-up-method', methodSystem, '随访方式代码', '国家基本公共卫生服务规范（第三版）', '2017', methods),
  table('medication-adherence', adherenceSystem, '服药依从性代码', '国家基本公共卫生服务规范（第三版）', '2017', adherences),
  table('follow-up-result', resultSystem, '随访分类代码', '国家基本公共卫生服务规范（第三版）', '2017', results),
]

/** Large tables a county loads itself (`countywide codes`): published without codes, which lie in the county's own tables. */
export const loadedTables: readonly CodeTable[] = Object.entries(codeSystems).flatMap(([name, entry]) =>
  'target' in entry
    ? []
    : [table(name, entry.system, entry.text[0], '由县里装入的正式编码表（countywide codes）', ownSince, {}, { content: 'not-present' })],
)
/** Mapping tables a county loads: from one loaded system to another. */
export const loadedMaps = [
  { table: codeSystems['icd10-map'].system, source: codeSystems.icd10.system, target: codeSystems['icd10-insurance'].system },
  { table: codeSystems['icd9-map'].system, source: codeSystems.icd9.system, target: codeSystems['icd9-insurance'].system },
] as const
