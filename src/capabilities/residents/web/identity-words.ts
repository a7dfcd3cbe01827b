import { defineTexts } from '../../../kernel/grammar/texts.ts'
import type { What } from '../identity/contract.ts'
import { texts } from '../texts.ts'

/** Words of the page of identities in doubt; the words of the record stand in ../texts.ts. */
export const identityWords = defineTexts({
  help: [
    '核对时看本人证件、户口本或打电话；合并和拆分只改变就诊归到谁，不改病历，随时可以撤销。',
    'Look at the papers or call. Merging and parting change whose the visits are, not what they say, and can be taken back.',
  ],
  open: ['待核对 {n}', 'To settle {n}'],
  decided: ['已核对', 'Settled'],
  anyTwo: ['核对其他居民', 'Compare others'],
  why: ['疑点', 'Why'],
  whyNumber: ['同一身份证号，姓名、性别不同或分属两人', 'One ID number, names or sexes differ, or two persons'],
  whyPerson: ['姓名、生日、电话相同，证件号不同', 'Same name, birth and phone, other ID number'],
  whyLength: ['15 位与 18 位证件号', '15 and 18 digit ID number'],
  whyNone: ['姓名、生日相同，无证件号', 'Same name and birth, no ID number'],
  nameA: ['甲 姓名', 'A name'],
  idA: ['甲 证件号', 'A ID number'],
  orgA: ['甲 建档机构', 'A institution'],
  nameB: ['乙 姓名', 'B name'],
  idB: ['乙 证件号', 'B ID number'],
  orgB: ['乙 建档机构', 'B institution'],
  differs: ['不同之处', 'What differs'],
  sideA: ['甲', 'A'],
  sideB: ['乙', 'B'],
  equal: ['相同', 'equal'],
  onePerson: ['档案里现在是一个人', 'One person in the record now'],
  twoPersons: ['档案里现在是两个人', 'Two people in the record now'],
  patients: ['各机构的档案', 'Records of each institution'],
  patientsOf: ['{side}的档案', 'Records of {side}'],
  visits: ['就诊', 'Visits'],
  admissions: ['住院', 'Stays'],
  registers: ['慢病管理', 'Registers'],
  annulled: ['已作废', 'annulled'],
  openCard: ['打开档案', 'Open'],
  chooseToPart: ['勾选要拆分出去的档案', 'Tick the records that become somebody else’s'],
  sameConfirmed: ['确认是同一人', 'They are one person'],
  chooseOther: ['选择要与之核对的另一位居民', 'Choose the resident to compare with'],
  reasonFor: ['{verb}的理由', 'Reason: {verb}'],
  reasonHint: ['如：本人到场，核对身份证', 'Such as: came in person, ID card seen'],
  next: ['下一对', 'Next pair'],
  back: ['返回列表', 'Back to the list'],
  done: ['已记录：{verb}。可在“已核对”中撤销', 'Recorded: {verb}. It can be taken back under “Settled”'],
  history: ['经过', 'History'],
  sideBySide: ['并排查看', 'Side by side'],
  movedCount: ['改变归属的档案 {n} 份', '{n} records changed hands'],
  takenBackFor: ['撤销理由：{reason}', 'Taken back: {reason}'],
})

export const differing: Readonly<Record<What, readonly [string, string]>> = {
  name: texts.name,
  sex: texts.sex,
  birth: texts.birthDate,
  idCard: texts.idCard,
  phone: texts.phone,
}
