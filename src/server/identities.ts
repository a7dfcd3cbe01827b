import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Compared, Doubts, KeptPatient, Side } from '../capabilities/residents/identity/contract.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { House } from '../kernel/perform/perform.ts'
import { countIdentityConflicts, doubts, identityConflicts, type Kept, type Named, patientsBeside } from '../record/identity.ts'
import { mustMay } from './access/guard.ts'
import { maskPerson } from './access/masking.ts'
import { logRead } from './operations.ts'
import { parse } from './refusals.ts'

const Pair = z.object({ a: z.string().min(1).max(64), b: z.string().min(1).max(64).optional() })
/** More pairs than a clerk settles in a day; the counts are of all. */
const most = 1000
const compared = ['name', 'sex', 'birth', 'idNumber', 'phone'] as const

/** Identities in doubt, and two patients side by side: masked for roles that see persons masked, with what differs told all the same. */
export function registerIdentities(app: FastifyInstance, house: House) {
  const { record } = house
  const namesOf = async (county: number) => new Map((await record.organizations(county)).map((n) => [n.id, n.name]))
  const sideOf =
    ({ session }: FastifyRequest, names: ReadonlyMap<string, string>) =>
    ({ idNumber, organization, ...one }: Named): Side => {
      const person = maskPerson(session.sees, { ...one, idCard: idNumber ?? undefined, phone: one.phone ?? undefined })
      if (!person) throw refuse('forbidden', ['您的岗位不能查看个人信息', 'Your post does not show persons'])
      return { ...person, organization: names.get(organization ?? '') ?? '' }
    }
  const differing = (a: Named, b: Named) =>
    compared.filter((what) => a[what] !== b[what]).map((what) => (what === 'idNumber' ? 'idCard' : what))

  app.get('/api/identities', async (request): Promise<Doubts> => {
    mustMay(request, 'identity', 'read')
    const county = request.session.county.id
    const [counts, found, names] = await Promise.all([
      countIdentityConflicts(record.db, county),
      identityConflicts(record.db, county, doubts, most),
      namesOf(county),
    ])
    const side = sideOf(request, names)
    await logRead(house, request, 'identities', String(found.length))
    return {
      counts,
      doubts: found.map(({ why, people: [a, b] }) => ({ why, a: side(a), b: side(b), differs: differing(a, b) })),
    }
  })

  app.get('/api/identities/pair', async (request): Promise<Compared> => {
    mustMay(request, 'identity', 'read')
    const { a, b } = parse(Pair, request.query)
    const county = request.session.county.id
    const [first, second, names] = await Promise.all([
      patientsBeside(record.db, county, a),
      b ? patientsBeside(record.db, county, b) : [],
      namesOf(county),
    ])
    const [one, other] = [first.find(({ patient }) => patient === a), second.find(({ patient }) => patient === b)]
    if (!one || (b && !other)) throw refuse('missing', ['没有找到这份居民档案', 'No such resident'])
    for (const { patient } of [one, ...(other ? [other] : [])]) await logRead(house, request, 'identity.pair', patient, patient)
    const side = sideOf(request, names)
    const kept = (rows: readonly Kept[]): KeptPatient[] =>
      rows.map((row) => {
        const { active, visits, admissions, registers, ...named } = row
        return { ...side(named), active, visits, admissions, registers, differs: differing(one, row) }
      })
    return {
      onePerson: other !== undefined && one.person === other.person,
      a: side(one),
      ...(other ? { b: side(other), differs: differing(one, other) } : { differs: [] }),
      patientsOfA: kept(first),
      patientsOfB: other && other.person !== one.person ? kept(second) : [],
    }
  })
}
