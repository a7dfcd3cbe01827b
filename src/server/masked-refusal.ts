import type { AnyKind } from '../adapters/files/kind.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import { maskIdCard, maskName, maskPhone, type Sees } from './access/masking.ts'

/** Columns that hold a person's name, by the header of the kind or by what it says it holds: 姓名, XM, 联系人姓名. */
const nameColumn = /姓名$/
/** A cell that may be a name in the wrong place: a shifted row moves it under sex or insurance. */
const mayBeName = /^[\p{Script=Han}·]{2,4}$/u
/** ID numbers of 15 to 18 characters and mobile phones, wherever they stand. */
const idLike = /(?<!\d)\d{14,17}[\dXx](?!\d)/g
const mobile = /(?<!\d)1[3-9]\d{9}(?!\d)/g
const hideNumbers = (text: string) => text.replace(idLike, maskIdCard).replace(mobile, maskPhone)

/** Where somebody lives, and a whole resource. */
const whole = (label: string, value: string) => /[住地]址$/.test(label) || /^\s*[{[]/.test(value)

/**
 * What a refusal may show of a file to a role: all of it, or with names, ID numbers and phones masked as everywhere else (GB/T 35273-2020, 7.2). The values are looked
 * at too, not only their columns: many refused rows are shifted ones. Words of the kind's own code tables stay as they are.
 */
export function maskRefusal<R extends { column: string; value?: string; message: Text }>(
  kind: AnyKind | undefined,
  sees: Sees,
  refusal: R,
): R {
  if (sees === 'full') return refusal
  const { column, value = '', message } = refusal
  const masked = hide(kind, column, value)
  const reword = (text: string) => hideNumbers(value ? text.replaceAll(value, masked) : text)
  return { ...refusal, ...(refusal.value === undefined ? {} : { value: masked }), message: [reword(message[0]), reword(message[1])] }
}

function hide(kind: AnyKind | undefined, name: string, value: string): string {
  const column = kind?.columns[name]
  const label = column?.text[0] ?? name
  if (column?.type === 'id-card') return maskIdCard(value)
  if (column?.type === 'phone' || label.endsWith('电话')) return maskPhone(value)
  if (whole(label, value)) return value && '***'
  const isName = nameColumn.test(name) || nameColumn.test(label) || (mayBeName.test(value) && !isWord(kind, value))
  return isName ? maskName(value) : hideNumbers(value)
}

const isWord = (kind: AnyKind | undefined, value: string) =>
  Object.values(kind?.columns ?? {}).some(({ codes }) => Object.values(codes ?? {}).includes(value))
