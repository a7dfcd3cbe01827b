import { adherences, methods, results } from '../../../capabilities/chronic/codes.ts'
import { type Disease, followUpObservation } from '../../../capabilities/chronic/fhir.ts'
import { type Measurement, measurements } from '../../../capabilities/chronic/measurements.ts'
import { inChinese } from '../../../patterns/patient/codes.ts'
import { defineKind } from '../kind.ts'
import { idCardColumn, nameColumn } from '../person-columns.ts'
import { thinPatient } from '../thin-patient.ts'
import { diseaseColumn, fileNumber, managingColumn, registerId } from './chronic-registers.ts'

const columnOf = {
  systolic: '收缩压',
  diastolic: '舒张压',
  glucose: '空腹血糖',
  hba1c: '糖化血红蛋白',
  weight: '体重',
} as const satisfies Record<Measurement, string>

/** Follow-ups of chronic patients: one panel Observation a line. */
export const followUps = defineKind({
  name: 'follow-ups',
  text: ['慢病随访', 'Follow-ups of chronic disease'],
  institution: '机构代码',
  columns: {
    随访号: {
      type: 'text',
      text: ['随访记录号，同一机构内不重复', 'Number of the follow-up, unique within the institution'],
      names: ['随访编号', '随访记录号', '随访ID'],
      required: true,
      max: 64,
      example: 'SF20260105001',
    },
    机构代码: managingColumn,
    档案号: fileNumber,
    证件号码: { ...idCardColumn, required: true },
    姓名: nameColumn,
    病种: diseaseColumn,
    随访日期: { type: 'day', text: ['随访日期', 'Day of the follow-up'], names: ['随访时间'], required: true, example: '2026-01-05' },
    随访方式: { type: 'code', text: ['随访方式', 'How'], names: ['随访形式'], codes: inChinese(methods), example: '门诊' },
    收缩压: { type: 'integer', text: ['收缩压 mmHg', 'Systolic pressure, mmHg'], names: ['高压', 'SBP'], example: '138' },
    舒张压: { type: 'integer', text: ['舒张压 mmHg', 'Diastolic pressure, mmHg'], names: ['低压', 'DBP'], example: '86' },
    空腹血糖: { type: 'decimal', text: ['空腹血糖 mmol/L', 'Fasting glucose, mmol/L'], names: ['空腹血糖值', 'FPG'], example: '6.4' },
    糖化血红蛋白: { type: 'decimal', text: ['糖化血红蛋白 %', 'HbA1c, %'], names: ['糖化', 'HbA1c'], example: '6.8' },
    体重: { type: 'decimal', text: ['体重 kg', 'Weight, kg'], names: ['体重kg'], example: '66.5' },
    服药依从性: {
      type: 'code',
      text: ['服药依从性', 'Whether he takes his medicines'],
      names: ['依从性'],
      codes: inChinese(adherences),
      example: '规律',
    },
    随访分类: {
      type: 'code',
      text: ['此次随访分类', 'Class of this follow-up'],
      names: ['此次随访分类'],
      codes: inChinese(results),
      example: '控制满意',
    },
    下次随访日期: { type: 'day', text: ['下次随访日期', 'Day of the next one'], names: ['下次随访时间'], example: '2026-04-05' },
  },
  read(row, context, refuse) {
    const { 机构代码: organization, 随访日期: day, 下次随访日期: next, 收缩压: systolic, 舒张压: diastolic, 病种: disease } = row
    if (day > context.today) refuse('随访日期', 'future', ['日期晚于今天', 'Lies in the future'])
    if (next && next < day) refuse('下次随访日期', 'order', ['下次随访早于本次', 'The next one lies before this one'])
    const measured: { [M in Measurement]?: number } = {}
    for (const [name, column] of Object.entries(columnOf) as [Measurement, (typeof columnOf)[Measurement]][]) {
      const value = row[column]
      const { low, high, unit } = measurements[name]
      if (value === undefined) continue
      if (value < low || value > high)
        refuse(column, 'range', [`不可能的数值，应在 ${low}–${high} ${unit} 之间`, `Impossible: ${low}–${high} ${unit}`])
      measured[name] = value
    }
    if (systolic !== undefined && diastolic !== undefined && diastolic >= systolic)
      refuse('舒张压', 'pressure', ['舒张压不低于收缩压', 'Diastolic is not below systolic'])
    const patient = thinPatient(context, organization, { idCard: row.证件号码, name: row.姓名 })
    if (day < String(patient.resource['birthDate'])) refuse('随访日期', 'order', ['随访早于出生', 'Followed up before he was born'])
    const observation = followUpObservation({
      id: context.id(organization, 'follow-up', row.随访号),
      number: row.随访号,
      patient: patient.id,
      organization,
      disease: disease as Disease,
      day,
      register: row.档案号 && registerId(context, organization, row.档案号, disease),
      method: row.随访方式,
      adherence: row.服药依从性,
      result: row.随访分类,
      next,
      ...measured,
    })
    return [{ resource: observation, owner: 'follow_up' }, patient]
  },
})
