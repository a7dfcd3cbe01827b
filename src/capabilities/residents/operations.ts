import { z } from 'zod'
import { readIdCard } from '../../fhir/china/id-card.ts'
import { type Actor, need, verbsOf } from '../../kernel/grammar/operation.ts'
import { localDayOf } from '../../kernel/grammar/period.ts'
import { type Refusal, refuse } from '../../kernel/grammar/refusal.ts'
import { Resident } from '../../patterns/patient/shape.ts'
import { texts } from './texts.ts'

const { start, move } = verbsOf<Resident>()
const Reason = z.object({ reason: z.string().trim().min(1).max(1000) })
const Details = Resident.pick({
  name: true,
  sex: true,
  birthDate: true,
  idCard: true,
  phone: true,
  township: true,
  village: true,
  address: true,
  contactName: true,
  contactPhone: true,
})
const here = (actor: Actor, r: Resident) => actor.organization === r.organization || texts.notHere
const idTexts = {
  length: texts.idLength,
  characters: texts.idCharacters,
  date: texts.idDate,
  future: texts.future,
  check: texts.idCheck,
} as const
const wrong = (path: string, text: (typeof texts)[keyof typeof texts]) => refuse('invalid', text, [{ path, text }])

/** Birth date and sex come from the ID number where there is one; what contradicts it is refused (GB 11643). */
function checked<T extends Partial<Resident>>(input: T, now: string): T | Refusal {
  if (input.birthDate && input.birthDate > localDayOf(now)) return wrong('birthDate', texts.future)
  if (!input.idCard) return input
  const read = readIdCard(input.idCard)
  if (!read.ok) return wrong('idCard', idTexts[read.reason])
  if (input.birthDate && input.birthDate !== read.birthDate) return wrong('birthDate', texts.contradictsId)
  if (input.sex && input.sex !== 'unknown' && input.sex !== read.sex) return wrong('sex', texts.contradictsId)
  return { ...input, idCard: read.value, birthDate: read.birthDate, sex: read.sex }
}
/** A village lies in its township (GB/T 10114: its code begins with it); who moves to another township leaves the village. */
function settled(next: Resident, given: { village?: string | undefined }): Resident | Refusal {
  const { village, ...elsewhere } = next
  if (!village || village.startsWith(next.township ?? village)) return village ? { ...next, township: village.slice(0, 9) } : next
  return given.village ? wrong('village', texts.villageElsewhere) : elsewhere
}
/** What is said of where he lives, where it is not what the record says already. */
const placesOf = ({ township, village }: Partial<Resident>, now: Partial<Resident> = {}) => ({
  places: need.divisions(
    [township, village].filter((code) => code !== undefined && code !== now.township && code !== now.village) as string[],
  ),
})
/** GB/T 10114: a code that the county's table does not have is a slip of the key. */
function elsewhere(
  { township }: { township?: string | undefined },
  { unknown: [first] }: { unknown: readonly string[] },
): Refusal | undefined {
  if (!first) return undefined
  return first === township ? wrong('township', texts.noTownship) : wrong('village', texts.noVillage)
}
const isRefusal = (r: unknown): r is Refusal => r instanceof Error
const merged = (r: Resident, change: { [K in keyof Resident]?: Resident[K] | undefined }) =>
  ({ ...r, ...Object.fromEntries(Object.entries(change).filter(([, v]) => v !== undefined)) }) as Resident

export const operations = {
  register: start({
    text: texts.register,
    to: 'active',
    input: Details.extend({ person: z.string().min(1).max(64).optional(), sex: Resident.shape.sex.default('unknown') }),
    needs: ({ person, ...input }) => ({ known: need.person(person ?? ''), ...placesOf(input as Partial<Resident>) }),
    decide: (input, { known, places }, { now, actor, newId }) => {
      if (input.person && !known) return refuse('missing', texts.noPerson, [{ path: 'person', text: texts.noPerson }])
      const given = elsewhere(input, places) ?? checked(input, now)
      if (isRefusal(given)) return given
      const { name, sex } = given
      const next = settled(merged({ id: newId(), state: 'active', name, sex, organization: actor.organization }, given), input)
      return isRefusal(next) ? next : { case: next, emit: [{ name: 'resident.registered' }] }
    },
  }),
  amend: move({
    text: texts.amend,
    from: ['active', 'deceased'],
    to: 'same',
    input: Details.partial().extend(Reason.shape),
    needs: (resident, input) => placesOf(input as Partial<Resident>, resident),
    may: here,
    decide: (resident, { reason: _, ...input }, { places }, { now }) => {
      const given = elsewhere(input, places) ?? checked(merged(resident, input), now)
      const next = isRefusal(given) ? given : settled(given, input)
      return isRefusal(next) ? next : { case: next }
    },
  }),
  recordDeath: move({
    text: texts.recordDeath,
    from: ['active'],
    to: 'deceased',
    input: z.object({ diedOn: z.iso.date() }),
    may: here,
    confirm: texts.recordDeath,
    decide: (resident, { diedOn }, _, { now }) => {
      if (diedOn > localDayOf(now)) return wrong('diedOn', texts.future)
      if (resident.birthDate && diedOn < resident.birthDate) return wrong('diedOn', texts.deathBeforeBirth)
      return { case: { ...resident, diedOn }, emit: [{ name: 'patient.died', payload: { patient: resident.id, diedOn } }] }
    },
  }),
  undoDeath: move({
    text: texts.undoDeath,
    from: ['deceased'],
    to: 'active',
    input: Reason,
    may: here,
    decide: ({ diedOn: _, ...resident }) => ({
      case: resident,
      emit: [{ name: 'patient.death-undone', payload: { patient: resident.id } }],
    }),
  }),
  annul: move({
    text: texts.annul,
    from: ['active'],
    to: 'entered-in-error',
    input: Reason,
    may: here,
    confirm: texts.annul,
    decide: (resident) => ({ case: resident }),
  }),
}
