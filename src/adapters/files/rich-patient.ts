import { readIdCard } from '../../fhir/china/id-card.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { ReadContext } from './kind.ts'
import { contradiction } from './thin-patient.ts'

type Named = { 证件号码: string; 姓名: string; 性别?: string | undefined; 出生日期?: string | undefined }
type Say = (column: '性别' | '出生日期', rule: string, message: Text) => void

/** What a line about a person as such (a register, a death card) says of who he is: birth date and sex are those of the ID number (GB 11643); columns that contradict it are refused. */
export function identity(row: Named, { today }: ReadContext, refuse: Say) {
  const wrong = contradiction({ idCard: row.证件号码, name: row.姓名, sex: row.性别, birthDate: row.出生日期 })
  if (wrong) refuse(wrong === 'sex' ? '性别' : '出生日期', `id-card.${wrong}`, ['与证件号码不符', 'Does not agree with the ID number'])
  const card = readIdCard(row.证件号码, today)
  if (!card.ok) throw new Error('an ID number that was read before is not one now')
  return { name: row.姓名, sex: card.sex, birthDate: card.birthDate, idCard: card.value }
}
