import { familyRelations, maritalStatuses, nationalities } from '../../../patterns/codes/value-sets.ts'
import { inChinese } from '../../../patterns/patient/codes.ts'
import { toFhir } from '../../../patterns/patient/fhir.ts'
import type { Resident } from '../../../patterns/patient/shape.ts'
import { countyDivisions, type Divisions, notHere, notThere } from '../divisions.ts'
import { defineKind } from '../kind.ts'
import { birthColumn, idCardColumn, insuranceColumn, nameColumn, sexColumn } from '../person-columns.ts'
import { identity } from '../rich-patient.ts'

/** The residents' register: who lives in the county or is registered here, and where. One Patient a line, beside whatever the institution knows of him from visits. */
export const residents = defineKind({
  name: 'residents',
  text: ['居民', 'Residents'],
  institution: '登记机构代码',
  columns: {
    登记机构代码: {
      type: 'institution',
      text: ['登记机构的机构代码', 'Code of the institution that keeps the register'],
      names: ['机构代码', '建档机构代码', 'YLJGDM'],
      required: true,
      example: 'QY0000038',
    },
    证件号码: { ...idCardColumn, required: true },
    姓名: nameColumn,
    性别: sexColumn,
    出生日期: birthColumn,
    乡镇代码: {
      type: 'division9',
      text: ['居住地乡镇（街道）代码，9 位', 'Township where he lives, 9 digits (GB/T 10114)'],
      names: ['乡镇', '街道代码', 'XZDM'],
      required: true,
      example: '141099100',
    },
    村代码: {
      type: 'division12',
      text: ['居住地村（居）委会代码，12 位', 'Village where he lives, 12 digits'],
      names: ['行政村代码', '村居代码', '居委会代码'],
      example: '141099100200',
    },
    户号: { type: 'text', text: ['户号', 'Number of the household'], names: ['家庭编号', '户编号'], max: 40, example: 'H000123' },
    与户主关系: {
      type: 'code',
      text: ['与户主关系（GB/T 4761）', 'Relation to the head of the household (GB/T 4761)'],
      names: ['与户主的关系', '户主关系'],
      codes: inChinese(familyRelations),
      example: '本人或户主',
    },
    常住: { type: 'yes-no', text: ['是否常住本县', 'Lives in the county'], names: ['是否常住', '常住标志'], required: true, example: '是' },
    户籍: {
      type: 'yes-no',
      text: ['是否本县户籍', 'Registered in the county'],
      names: ['是否户籍', '户籍标志'],
      required: true,
      example: '是',
    },
    险种: insuranceColumn,
    电话: { type: 'phone', text: ['本人电话', 'Telephone'], names: ['联系电话', '本人电话', '手机'], max: 30 },
    住址: { type: 'text', text: ['现住址', 'Address'], names: ['现住址', '家庭住址', '居住地址'] },
    民族: {
      type: 'code',
      text: ['民族（GB/T 3304）', 'Ethnic group (GB/T 3304)'],
      names: ['MZ'],
      codes: inChinese(nationalities),
      example: '汉族',
    },
    婚姻: {
      type: 'code',
      text: ['婚姻状况（GB/T 2261.2）', 'Marital status (GB/T 2261.2)'],
      names: ['婚姻状况', 'HY'],
      codes: inChinese(maritalStatuses),
      example: '已婚',
    },
    迁入日期: { type: 'day', text: ['迁入本乡镇的日期', 'Day he moved in'], names: ['迁入时间'] },
    迁出日期: { type: 'day', text: ['迁出的日期，最后一天在此居住', 'Day he moved out: the last one he lived there'], names: ['迁出时间'] },
  },
  extra: countyDivisions,
  read(row, context, refuse, divisions: Divisions) {
    const { 登记机构代码: organization, 证件号码: idCard, 乡镇代码: township, 村代码: village, 迁入日期: movedIn, 迁出日期: movedOut } = row
    const person = identity(row, context, refuse)
    if (!divisions.has(township)) refuse('乡镇代码', 'division', notHere)
    if (village && (!village.startsWith(township) || !divisions.has(village))) refuse('村代码', 'village', notThere)
    if (movedIn && movedIn > context.today) refuse('迁入日期', 'future', ['日期晚于今天', 'Lies in the future'])
    if (movedIn && movedIn < person.birthDate) refuse('迁入日期', 'order', ['迁入早于出生', 'Moved in before he was born'])
    if (movedOut && movedOut > context.today) refuse('迁出日期', 'future', ['日期晚于今天', 'Lies in the future'])
    if (movedOut && movedOut < (movedIn ?? person.birthDate))
      refuse('迁出日期', 'order', ['迁出早于迁入或出生', 'Moved out before he moved in or was born'])
    if (!row.常住 && !row.户籍 && !movedOut)
      refuse('常住', 'nobody', [
        '既非常住也非户籍：请更正，或填写迁出日期',
        'Neither lives nor is registered here: correct it, or say when he moved out',
      ])
    const optional = {
      village,
      household: row.户号,
      relation: row.与户主关系,
      insurance: row.险种,
      phone: row.电话,
      address: row.住址,
      nation: row.民族,
      marital: row.婚姻,
      movedIn,
      movedOut,
    }
    const resident = {
      id: context.id(organization, 'Patient.resident', idCard),
      state: 'active',
      ...person,
      township,
      resident: row.常住,
      registered: row.户籍,
      organization,
      ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    } as Resident
    return [{ resource: toFhir(resident)[0]!, owner: 'resident' }]
  },
})
