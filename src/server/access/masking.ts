/** How much of a person a role may see. */
export type Sees = 'full' | 'masked' | 'none'
/** What is masked wherever a person is shown; other elements pass as they are, except for roles that see nobody. */
export type Shown = { name?: string | undefined; idCard?: string | undefined; phone?: string | undefined }

const star = (n: number) => '*'.repeat(Math.max(0, n))
const middle = (text: string, head: number, tail: number) => {
  const all = [...text]
  if (all.length <= head + tail) return star(all.length)
  return all.slice(0, head).join('') + star(all.length - head - tail) + all.slice(all.length - tail).join('')
}

/** 张三丰 → 张*丰, 张三 → 张*; names of minorities and foreigners keep only their ends. */
export const maskName = (name: string): string => ([...name].length === 2 ? `${[...name][0]}*` : middle(name, 1, 1))

/** 141099199001011234 → 141099********1234; a 15-digit or foreign number keeps at most a third of it in sight. */
export function maskIdCard(number: string): string {
  const length = [...number].length
  return length >= 18 ? middle(number, 6, 4) : middle(number, Math.floor(length / 6), Math.floor(length / 6))
}

/** 13812345678 → 138****5678; shorter numbers (land lines, short numbers) keep the last two. */
export const maskPhone = (phone: string): string => ([...phone].length >= 11 ? middle(phone, 3, 4) : middle(phone, 0, 2))

/** The person as a role may see it; undefined for those who see nobody. GB/T 35273-2020, 7.2: show personal data masked. */
export function maskPerson<P extends Shown>(sees: Sees, person: P): P | undefined {
  if (sees === 'full') return person
  if (sees === 'none') return undefined
  return {
    ...person,
    ...(person.name === undefined ? {} : { name: maskName(person.name) }),
    ...(person.idCard === undefined ? {} : { idCard: maskIdCard(person.idCard) }),
    ...(person.phone === undefined ? {} : { phone: maskPhone(person.phone) }),
  }
}
