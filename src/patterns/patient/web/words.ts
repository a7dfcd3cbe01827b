import { defineTexts } from '../../../kernel/grammar/texts.ts'

/** Words of a resident's fields, shared by every desk that shows or registers one. */
export const words = defineTexts({
  name: ['姓名', 'Name'],
  sex: ['性别', 'Sex'],
  birthDate: ['出生日期', 'Birth date'],
  birthDateForm: ['写作 19560308 或 1956-03-08', 'Write 19560308 or 1956-03-08'],
  idCard: ['身份证号', 'ID number'],
  phone: ['电话', 'Phone'],
  township: ['乡镇', 'Township'],
  village: ['村', 'Village'],
  address: ['住址', 'Address'],
  contactName: ['联系人', 'Contact'],
  contactPhone: ['联系人电话', 'Contact’s phone'],
  reason: ['修改理由', 'Reason for the change'],
  fromId: ['由身份证号得出', 'Read from the ID number'],
  needed: ['请填写', 'Fill this in'],
  idLength: ['身份证号应为 18 位（旧证 15 位）', 'An ID number has 18 characters (old ones 15)'],
  idCharacters: ['身份证号只能有数字，末位可为 X', 'An ID number has digits only, the last may be X'],
  idDate: ['身份证号中的出生日期不存在', 'The birth date in the ID number does not exist'],
  idFuture: ['身份证号中的出生日期晚于今天', 'The birth date in the ID number lies in the future'],
  idCheck: ['身份证号校验位不对，请核对是否输错', 'The check character is wrong: look for a slip of the key'],
  future: ['日期不能晚于今天', 'The date lies in the future'],
})
