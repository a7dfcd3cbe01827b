import { membersOf } from './members.ts'
import type { CodeSystem, Terms, ValueSet } from './types.ts'

export type Coding = { system?: string | undefined; version?: string | undefined; code?: string | undefined; display?: string | undefined }
/** `sure` is false when the code belongs to a system that is not held here, or not wholly: nobody can say `no`. */
export type Checked = {
  result: boolean
  sure: boolean
  display?: string | undefined
  message?: string | undefined
  system?: string | undefined
}

const sameName = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

/** What is said of a display that is none of the names of its code; the code itself stays valid. */
function nameFault(coding: Coding, names: readonly (string | undefined)[]): string | undefined {
  const { display } = coding
  const known = names.filter((name): name is string => !!name)
  if (!display || !known.length || known.some((name) => sameName(name, display))) return undefined
  return `The display ${JSON.stringify(display)} is none of the names of ${coding.code}: ${known.slice(0, 3).join(', ')}.`
}

/** Whether a code exists in a code system; `abstract` false: and may be chosen. */
export function inSystem(system: CodeSystem, coding: Coding, abstract = true): Checked {
  const concept = system.find(coding.code ?? '')
  if (!concept) {
    const sure = system.content === 'complete'
    const text = sure ? 'is not a code of' : 'is not among the codes held here of'
    return { result: false, sure, system: system.url, message: `${JSON.stringify(coding.code)} ${text} ${system.url}.` }
  }
  if (!abstract && concept.abstract)
    return {
      result: false,
      sure: true,
      system: system.url,
      message: `${concept.code} of ${system.url} is a heading that may not be chosen.`,
    }
  const message = nameFault(coding, [concept.display, ...(concept.designations ?? []).map((d) => d.value)])
  return { result: !message, sure: true, system: system.url, display: concept.display, message }
}

/** The same of a system by its address. */
export async function inSystemNamed(terms: Terms, coding: Coding & { system: string }, abstract = true): Promise<Checked> {
  const system = await terms.system(coding.system, coding.version)
  if (system) return inSystem(system, coding, abstract)
  return {
    result: false,
    sure: false,
    system: coding.system,
    message: `The codes of ${coding.system} are not held here: nobody can say whether ${JSON.stringify(coding.code)} is one.`,
  }
}

/**
 * Whether a code is a member of a value set. Without a system (a `code` element) any system of the set may have it.
 * @throws TermFault as `membersOf`
 */
export async function inValueSet(terms: Terms, set: ValueSet, coding: Coding, abstract = true): Promise<Checked> {
  const members = await membersOf(terms, set)
  const { system, code = '' } = coding
  const among = () => {
    for (const member of members.all()) if (member.concept.code === code) return member
    return undefined
  }
  const member = system === undefined ? among() : members.has(system, code)
  const name = set.url ?? 'the value set'
  if (!member) {
    const unsure = [...members.unknown, ...members.open]
    const sure = system === undefined ? !unsure.length : !unsure.includes(system)
    const what = system === undefined ? JSON.stringify(code) : `${system}|${code}`
    const message = sure
      ? `${what} is not in ${name}.`
      : `Whether ${what} is in ${name} cannot be said: the codes of the system are not all held here.`
    return { result: false, sure, system, message }
  }
  if (!abstract && member.concept.abstract)
    return { result: false, sure: true, system: member.system, message: `${code} is a heading that may not be chosen.` }
  const known = await terms.system(member.system)
  const names = [member.concept, known?.find(code)].flatMap((c) => [c?.display, ...(c?.designations ?? []).map((d) => d.value)])
  const message = nameFault(coding, names)
  return { result: !message, sure: true, system: member.system, display: member.concept.display, message }
}
