import { diseases, registerStates } from '../../../capabilities/chronic/codes.ts'
import { type Disease, type RegisterState, registerEpisode } from '../../../capabilities/chronic/fhir.ts'
import { inChinese } from '../../../patterns/patient/codes.ts'
import { defineKind, type ReadContext } from '../kind.ts'
import { idCardColumn, nameColumn } from '../person-columns.ts'
import { thinPatient } from '../thin-patient.ts'

/** One health file may stand in the registers of several diseases. */
export const registerId = (context: ReadContext, organization: string, number: string, disease: string) =>
  context.id(organization, 'chronic-register', `${number}|${disease}`)

export const fileNumber = {
  type: 'text',
  text: ['健康档案号或慢病档案号', 'Number of the health file or chronic-disease file'],
  names: ['健康档案号', '档案编号', '慢病档案号', '管理卡号'],
  max: 64,
  example: '14109910020000123',
} as const
export const diseaseColumn = {
  type: 'code',
  text: ['病种', 'Disease'],
  names: ['慢病类型', '疾病类型', '慢病病种'],
  codes: inChinese(diseases),
  required: true,
  example: '高血压',
} as const
export const managingColumn = {
  type: 'institution',
  text: ['机构目录中的机构代码', 'Code of the institution in the directory'],
  names: ['管理机构代码', '建档机构代码', '随访机构代码', 'YLJGDM'],
  required: true,
  example: 'QY0000038',
} as const

/** Registers of chronic disease: one EpisodeOfCare a patient and disease. */
export const chronicRegisters = defineKind({
  name: 'chronic-registers',
  text: ['慢病登记', 'Registers of chronic disease'],
  institution: '机构代码',
  columns: {
    档案号: { ...fileNumber, required: true },
    机构代码: managingColumn,
    证件号码: { ...idCardColumn, required: true },
    姓名: nameColumn,
    病种: diseaseColumn,
    建档日期: {
      type: 'day',
      text: ['纳入管理的日期', 'Day he was registered'],
      names: ['登记日期', '纳入管理日期'],
      required: true,
      example: '2024-03-08',
    },
    确诊日期: { type: 'day', text: ['确诊日期', 'Day of the diagnosis'], names: ['诊断日期', '确诊时间'], example: '2023-11-20' },
    管理状态: {
      type: 'code',
      text: ['管理状态', 'State'],
      names: ['档案状态', '状态'],
      codes: inChinese(registerStates),
      required: true,
      example: '在管',
    },
    终止日期: { type: 'day', text: ['终止管理的日期', 'Day it ended'], names: ['终止管理日期', '结案日期'] },
    分级: {
      type: 'text',
      text: ['分级或危险分层', 'Level or class of risk'],
      names: ['血压分级', '管理级别', '危险分层'],
      max: 40,
      example: '2级',
    },
    责任医生: {
      type: 'text',
      text: ['责任医生姓名', 'Name of the doctor in charge'],
      names: ['主管医生', '责任医师'],
      max: 100,
      example: '李四',
    },
  },
  read(row, context, refuse) {
    const { 机构代码: organization, 建档日期: from, 终止日期: to, 确诊日期: diagnosed, 病种: disease } = row
    const ahead: readonly [string, string] = ['日期晚于今天', 'Lies in the future']
    for (const column of ['建档日期', '确诊日期', '终止日期'] as const)
      if ((row[column] ?? '') > context.today) refuse(column, 'future', ahead)
    if (to && to < from) refuse('终止日期', 'order', ['终止早于建档', 'Ended before it began'])
    if (to && row.管理状态 === '1') refuse('管理状态', 'state', ['有终止日期，不能是在管', 'It has ended: he cannot be managed'])
    const patient = thinPatient(context, organization, { idCard: row.证件号码, name: row.姓名 })
    const birthDate = String(patient.resource['birthDate'])
    if (from < birthDate) refuse('建档日期', 'order', ['建档早于出生', 'Registered before he was born'])
    if (diagnosed && diagnosed < birthDate) refuse('确诊日期', 'order', ['确诊早于出生', 'Diagnosed before he was born'])
    const episode = registerEpisode({
      id: registerId(context, organization, row.档案号, disease),
      number: row.档案号,
      patient: patient.id,
      organization,
      disease: disease as Disease,
      from,
      to,
      diagnosed,
      state: row.管理状态 as RegisterState,
      level: row.分级,
      doctor: row.责任医生,
    })
    return [{ resource: episode, owner: 'chronic_register' }, patient]
  },
})
