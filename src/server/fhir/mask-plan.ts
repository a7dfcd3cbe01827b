import { type Element, elementsOf, isComplex, jsonName, memo, type TypeRef } from '../../fhir/validate/schema.ts'
import { maskIdCard, maskName, maskPhone } from '../access/masking.ts'

/** What becomes of a string. The original is remembered, so that it can be found elsewhere in the document, unless the mask says that it names nobody. */
export type Mask = { to: (value: string) => string; names: boolean }
/** What becomes of an element: masked as a string, walked as its type, walked as whatever resource it is, or as a reference to one of `targets`. */
export type Rule =
  | { kind: 'mask'; mask: Mask }
  | { kind: 'walk'; type: string; personal: boolean }
  | { kind: 'resource' }
  | { kind: 'reference'; personal: boolean }
/** By JSON name; elements that are not in it are copied. */
export type Plan = ReadonlyMap<string, Rule>

const star = '*'
const hidden: Mask = { to: () => '***', names: false }
const bytes: Mask = { to: () => 'Kioq', names: false } // *** in base64
const page: Mask = { to: () => '<div xmlns="http://www.w3.org/1999/xhtml">***</div>', names: false }
const year: Mask = { to: (date) => date.slice(0, 4), names: false }

const length = (text: string) => [...text].length
/** A family name of one character (most Chinese ones) stays, as in the house's masked names; longer ones keep their ends. */
const family = (name: string) => (length(name) <= 1 ? name : maskName(name))
/** Of a given name the last character stays where there are several: 张三丰 is 张*丰, 张三 is 张*. */
const given = (name: string) => star.repeat(length(name) - (length(name) > 1 ? 1 : 0)) + (length(name) > 1 ? [...name].at(-1) : '')
const contact = (value: string) => (value.includes('@') ? '***' : maskPhone(value))
const idCard = /^[1-9]\d{5}(18|19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/
const ifIdCard = (value: string) => (idCard.test(value) ? maskIdCard(value) : value)
const named = (to: (value: string) => string): Mask => ({ to, names: true })

export const displayMask = named(maskName)

/** Resources that are a person, or say of one who he is: their identifiers, numbers and addresses are his. */
const persons = new Set(['Patient', 'Person', 'RelatedPerson', 'Practitioner', 'PractitionerRole', 'Coverage'])
const isPerson = (type: string) => persons.has(type) && type !== 'Coverage'
/** A reference by its text to a person; undefined where the text does not say to what. */
export const pointsAtPerson = (reference: string): boolean | undefined => {
  const [, type] = /(?:^|\/)([A-Z]\w+)\/[^/]+(?:\/_history\/\w+)?$/.exec(reference) ?? []
  return type === undefined ? undefined : isPerson(type)
}
export const isPersonType = isPerson

/** Strings that people fill with names or with what they like; other strings (codes in words, titles, results) stay. */
const freeText = new Set(
  (
    'FamilyMemberHistory.name Account.name AuditEvent.agent.name AuditEvent.agent.altId AuditEvent.entity.name AuditEvent.agent.network.address Coverage.subscriberId ' +
    'Communication.payload.content CommunicationRequest.payload.content QuestionnaireResponse.item.answer.value Annotation.author Appointment.comment Appointment.description ' +
    'Appointment.patientInstruction DocumentReference.description Attachment.title Attachment.url Address.line Address.text'
  ).split(' '),
)

const values: Readonly<Record<string, Mask>> = {
  'HumanName.text': named(maskName),
  'HumanName.family': named(family),
  'HumanName.given': named(given),
}
const personalValues: Readonly<Record<string, Mask>> = {
  'ContactPoint.value': named(contact),
  'Identifier.value': named(maskIdCard),
  'Address.line': named(() => '***'),
  'Address.text': named(() => '***'),
}

/** The day of birth would give back the eight digits that a masked identity number hides; with the month three numbers would fit, with the year dozens. */
const isBirth = (path: string) => path.endsWith('.birthDate') || path === 'FamilyMemberHistory.born'

function maskOf(owner: string, name: string, type: string, personal: boolean): Mask | undefined {
  const path = `${owner}.${name}`
  if (values[path]) return values[path]
  if (personal && personalValues[path]) return personalValues[path]
  if (path === 'Identifier.value') return named(ifIdCard)
  if (owner === 'Address') return undefined
  if (type === 'xhtml') return page
  if (type === 'base64Binary') return bytes
  if (type === 'markdown' || (freeText.has(path) && type !== 'date')) return hidden
  if (isBirth(path) && type === 'date') return year
  if (owner !== 'Extension' || name !== 'value' || !personal) return undefined
  return type === 'string' ? hidden : type === 'date' || type === 'dateTime' ? year : undefined
}

const inherits = (owner: string, element: Element, personal: boolean) => personal || element.name === 'contact' || owner === 'HumanName'

function ruleOf(owner: string, element: Element, { type, targets }: TypeRef, personal: boolean): Rule | undefined {
  const mask = maskOf(owner, element.name, type, personal)
  if (mask) return { kind: 'mask', mask }
  if (type === 'Resource') return { kind: 'resource' }
  if (type === 'Reference') return { kind: 'reference', personal: !targets || targets.some(isPerson) }
  return isComplex(type) ? { kind: 'walk', type, personal: inherits(owner, element, personal) } : undefined
}

const extended: Rule = { kind: 'walk', type: 'Element', personal: false }

/** What becomes of the elements of a type, `true|Patient.contact` within a person's data. Made once. */
const planOf = memo((key): Plan => {
  const [flag, type = ''] = key.split('|')
  const personal = flag === 'true'
  const rules = new Map<string, Rule>()
  for (const element of elementsOf(type))
    for (const ref of element.types) {
      const name = jsonName(element, ref.type)
      const rule = ruleOf(type, element, ref, personal)
      if (rule) rules.set(name, rule)
      if (!isComplex(ref.type)) rules.set(`_${name}`, { ...extended, personal: inherits(type, element, personal) })
    }
  return rules
})

/** The plan of a complex type, within a person's data or not. */
export const planFor = (type: string, personal: boolean): Plan => planOf(`${personal}|${type}`)
/** The plan of a resource. */
export const planOfResource = memo((type): Plan => planFor(type, persons.has(type)))

/** Documents about how the record is made, not about anybody. */
const definitions = new Set(
  (
    'CapabilityStatement CodeSystem CompartmentDefinition ConceptMap GraphDefinition ImplementationGuide MessageDefinition NamingSystem OperationDefinition OperationOutcome ' +
    'SearchParameter StructureDefinition StructureMap TerminologyCapabilities ValueSet Questionnaire Measure Library PlanDefinition ActivityDefinition'
  ).split(' '),
)
export const isDefinition = (type: string): boolean => definitions.has(type)
