import { type Cause, deathObservation } from '../../../capabilities/population/fhir.ts'
import { places } from '../../../capabilities/population/lists.ts'
import { inChinese } from '../../../patterns/patient/codes.ts'
import { toFhir } from '../../../patterns/patient/fhir.ts'
import { countyDivisions, type Divisions, notHere } from '../divisions.ts'
import { type Coded, defineKind } from '../kind.ts'
import { birthColumn, idCardColumn, nameColumn, sexColumn } from '../person-columns.ts'
import { identity } from '../rich-patient.ts'
import { before, future } from '../times.ts'

const one: readonly [string, string] = ['只能填一个编码', 'One code only']
/** The code of a cell that names one cause. */
const cause = (codes: readonly Coded[] | undefined): Cause | undefined => codes?.[0] && { code: codes[0].code, name: codes[0].name }

/** Deaths as their cards report them (standards part 13.4): the cause as an Observation, and the dead as a Patient of the reporting institution. */
export const deaths = defineKind({
  name: 'deaths',
  text: ['死亡', 'Deaths'],
  institution: '报告机构代码',
  columns: {
    报告卡号: {
      type: 'text',
      text: ['死亡报告卡号，同一机构内不重复', 'Number of the card, unique within the institution'],
      names: ['卡片编号', '死亡证明编号', '证明编号'],
      required: true,
      max: 64,
      example: 'SW20260105001',
    },
    报告机构代码: {
      type: 'institution',
      text: ['填报机构的机构代码', 'Code of the institution that reports'],
      names: ['机构代码', '填报单位代码', 'YLJGDM'],
      required: true,
      example: 'QY0000038',
    },
    证件号码: { ...idCardColumn, required: true },
    姓名: nameColumn,
    性别: sexColumn,
    出生日期: birthColumn,
    死亡时间: {
      type: 'time',
      text: ['死亡时间，到分；只知日期时写日期', 'Time of death to the minute; the day where no more is known'],
      names: ['死亡日期', '死亡日期时间'],
      required: true,
      example: '2026-01-05 08:30',
    },
    死亡地点: { type: 'code', text: ['死亡地点', 'Place of death'], names: ['死亡地点类型'], codes: inChinese(places), example: '家中' },
    根本死因编码: {
      type: 'icd10',
      text: ['根本死因的 ICD-10 编码，一个', 'Underlying cause of death, one ICD-10 code'],
      names: ['根本死因', '根本死亡原因编码', '根本死因ICD编码'],
      required: true,
      example: 'I63.900',
    },
    直接死因编码: {
      type: 'icd10',
      text: ['直接死因的 ICD-10 编码，一个', 'Immediate cause of death, one ICD-10 code'],
      names: ['直接死因', '直接死亡原因编码'],
      example: 'J96.900',
    },
    乡镇代码: {
      type: 'division9',
      text: ['生前居住地乡镇代码，9 位', 'Township where he lived, 9 digits (GB/T 10114)'],
      names: ['乡镇', '常住地址编码', '生前住址编码'],
      example: '141099100',
    },
  },
  extra: countyDivisions,
  read(row, context, refuse, divisions: Divisions) {
    const {
      报告机构代码: organization,
      证件号码: idCard,
      死亡时间: at,
      根本死因编码: underlying,
      直接死因编码: immediate,
      乡镇代码: township,
    } = row
    const person = identity(row, context, refuse)
    if (future(at, context)) refuse('死亡时间', 'future', ['时间晚于现在', 'Lies in the future'])
    if (before(at, person.birthDate)) refuse('死亡时间', 'order', ['死亡早于出生', 'Died before he was born'])
    if (underlying.length !== 1) refuse('根本死因编码', 'one', one)
    if (immediate && immediate.length > 1) refuse('直接死因编码', 'one', one)
    // who lived elsewhere may die here
    if (township?.startsWith(divisions.county) && !divisions.has(township)) refuse('乡镇代码', 'division', notHere)
    const id = context.id(organization, 'Patient.death', idCard)
    const [patient] = toFhir({ id, state: 'deceased', ...person, diedOn: at.slice(0, 10), organization })
    const death = deathObservation({
      id: context.id(organization, 'death', row.报告卡号),
      number: row.报告卡号,
      patient: id,
      organization,
      at,
      underlying: cause(underlying) ?? { code: '' },
      immediate: cause(immediate),
      place: row.死亡地点,
      township,
    })
    return [
      { resource: death, owner: 'death' },
      { resource: { ...patient!, deceasedDateTime: at }, owner: 'resident' },
    ]
  },
})
