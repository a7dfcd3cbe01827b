import { hasBrokenText, parseResource } from '../../../fhir/json.ts'
import type { Resource } from '../../../fhir/resource.ts'
import type { Coding } from '../../../fhir/terminology/check.ts'
import { TermFault } from '../../../fhir/terminology/types.ts'
import { isObject, suggestion } from '../../../fhir/validate/context.ts'
import type { Answer } from '../answer.ts'
import { FhirRefusal, outcomeIssues, refuseFhir } from '../outcome.ts'
import { preferencesOf } from '../prefer.ts'
import type { OperationCall } from './operation.ts'

/** A parameter as it came: a value of any type, or a resource. */
type Given = { name: string; value: unknown }
/**
 * The parameters of a call, wherever they stood: in the address, a Parameters resource, or one resource that is the whole body. One without a value is as
 * good as not there.
 */
export type Parameters = {
  text(name: string): string | undefined
  texts(name: string): string[]
  /** @throws FhirRefusal 400 when it is none from 0 on */
  count(name: string): number | undefined
  flag(name: string): boolean | undefined
  resource(name: string): Resource | undefined
  resources(name: string): Resource[]
  coding(name: string): Coding | undefined
  concept(name: string): readonly Coding[] | undefined
  reference(name: string): string | undefined
  references(name: string): string[]
  /** Of all that was given, each once. */
  names: readonly string[]
}

function parsed(body: string): Resource {
  const { resource, issues } = parseResource(body)
  if (issues.length) throw new FhirRefusal(400, outcomeIssues(issues))
  return resource
}

function carried(parameter: Record<string, unknown>): unknown {
  if (parameter['resource'] !== undefined) return parameter['resource']
  for (const name in parameter) if (/^value[A-Z]/.test(name)) return parameter[name]
  return undefined
}

function givenIn({ interaction }: OperationCall): Given[] {
  const { query, body } = interaction
  const inAddress = query.map(([name, value]) => ({ name, value }))
  if (!body) return inAddress
  const resource = parsed(body)
  if (resource.resourceType === 'Parameters' && hasBrokenText(body))
    throw refuseFhir(400, 'value', 'The text holds NUL or half of a surrogate pair, which no FHIR string may: remove it.', 'Parameters')
  if (resource.resourceType !== 'Parameters') return [...inAddress, { name: 'resource', value: resource }]
  const list = Array.isArray(resource['parameter']) ? resource['parameter'].filter(isObject) : []
  return [...inAddress, ...list.map((one) => ({ name: String(one['name']), value: carried(one) }))]
}

const isCoding = (value: unknown): value is Coding =>
  isObject(value) && ['system', 'version', 'code', 'display'].every((name) => value[name] === undefined || typeof value[name] === 'string')

/** @throws FhirRefusal 400 when the body is no resource */
export function parametersOf(call: OperationCall): Parameters {
  const given = givenIn(call)
  const all = (name: string) =>
    given.filter((one) => one.name === name && one.value !== undefined && one.value !== '').map(({ value }) => value)
  const wrong = (name: string, what: string) => refuseFhir(400, 'value', `The parameter ${name} must be ${what}.`, name)
  const text = (name: string) => {
    const value = all(name).at(-1)
    if (value === undefined) return undefined
    if (typeof value === 'object') throw wrong(name, 'a text')
    return String(value)
  }
  const resources = (name: string) =>
    all(name).map((value) => {
      if (!isObject(value) || typeof value['resourceType'] !== 'string') throw wrong(name, 'a resource')
      return value as Resource
    })
  const references = (name: string) =>
    all(name).map((value) => {
      const literal = isObject(value) ? value['reference'] : value
      if (typeof literal !== 'string') throw wrong(name, 'a reference')
      return literal
    })
  return {
    text,
    texts: (name) => all(name).map(String),
    count: (name) => {
      const value = text(name)
      if (value === undefined) return undefined
      if (!/^\d{1,9}$/.test(value)) throw wrong(name, 'a whole number from 0 on')
      return Number(value)
    },
    flag: (name) => {
      const value = text(name)
      if (value !== undefined && value !== 'true' && value !== 'false') throw wrong(name, 'true or false')
      return value === undefined ? undefined : value === 'true'
    },
    resource: (name) => resources(name).at(-1),
    resources,
    coding: (name) => {
      const value = all(name).at(-1)
      if (value === undefined) return undefined
      if (typeof value === 'string') {
        const [system, code] = value.includes('|')
          ? [value.slice(0, value.lastIndexOf('|')), value.slice(value.lastIndexOf('|') + 1)]
          : [undefined, value]
        return { system, code }
      }
      if (!isCoding(value)) throw wrong(name, 'a Coding')
      return value
    },
    concept: (name) => {
      const value = all(name).at(-1)
      if (value === undefined) return undefined
      const codings = isObject(value) ? value['coding'] : undefined
      if (!Array.isArray(codings) || !codings.every(isCoding)) throw wrong(name, 'a CodeableConcept with codings')
      return codings
    },
    reference: (name) => references(name).at(-1),
    references,
    names: [...new Set(given.map(({ name }) => name))],
  }
}

/** What every address may say of the form of its answer. */
const everywhere = ['_format', '_pretty']

/**
 * Refuses parameters that an operation does not know: who misspells one would get something else than he asked for. With `Prefer: handling=lenient`
 * they are left aside.
 * @throws FhirRefusal 400
 */
export function mustBeKnown({ interaction }: OperationCall, { names }: Parameters, operation: string, known: readonly string[]): void {
  if (preferencesOf(interaction).lenient) return
  for (const name of names)
    if (!known.includes(name) && !everywhere.includes(name))
      throw refuseFhir(
        400,
        'not-supported',
        `$${operation} does not know the parameter "${name.slice(0, 60)}".${suggestion(name, known)} With "Prefer: handling=lenient" it is left aside.`,
        name.slice(0, 60),
      )
}

type Entry = { name: string } & Readonly<Record<string, unknown>>
/** A Parameters resource as the answer; entries without a value are left out. */
export const parametersAnswer = (entries: readonly (Entry | undefined)[]): Answer => ({
  status: 200,
  body: JSON.stringify({
    resourceType: 'Parameters',
    parameter: entries.filter((e) => e && Object.values(e).every((v) => v !== undefined)),
  }),
})

const statuses: Readonly<Record<TermFault['code'], number>> = {
  'not-found': 404,
  invalid: 400,
  'not-supported': 422,
  'too-costly': 422,
  processing: 422,
}
/** Runs a question to the terminology; what it cannot answer is refused with the reason. */
export async function asking<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof TermFault) throw refuseFhir(statuses[error.code], error.code, error.message)
    throw error
  }
}

/** @throws FhirRefusal 400 */
export const needed = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw refuseFhir(400, 'required', `This operation needs ${what}.`)
  return value
}
