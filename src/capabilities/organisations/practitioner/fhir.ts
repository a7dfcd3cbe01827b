import type { Resource } from '../../../fhir/resource.ts'
import type { Extension, Practitioner as Fhir, PractitionerRole } from '../../../fhir/types.ts'
import { postUrls, staffCategorySystem } from '../../../patterns/staff/codes.ts'
import { defined, extensionOf, idOf, periodOf, present, refTo } from '../fhir.ts'
import { mostPosts, numberOf, type Post, type Practitioner } from './shape.ts'

const idCardSystem = 'urn:oid:2.16.156.10011.1.3'
export const licenceSystem = 'urn:countywide:practising-licence'
export const roleSystem = 'urn:countywide:role'
export const departmentUrl = postUrls.department
const scopeUrl = 'urn:countywide:licence-scope'
const educationUrl = 'urn:countywide:education'
const leftUrl = 'urn:countywide:left-on'
const reasonUrl = 'urn:countywide:reason'

const postId = (practitioner: string, n: number) => `${practitioner}-post${n}`
/** Whose post it is, by the post's id. */
export const personOfPost = (id: string) => id.replace(/-post\d+$/, '')
/** The person guards the case; the nth post has the nth id, for good: posts are ended, never taken away. */
export const documents = (id: string) =>
  [
    { type: 'Practitioner', id },
    ...Array.from({ length: mostPosts }, (_, i) => ({ type: 'PractitionerRole', id: postId(id, i + 1) })),
  ] as const

/** Person → Practitioner and one PractitionerRole a post. */
export function toFhir(p: Practitioner): Resource[] {
  const identifier = [
    ...(p.idCard === undefined ? [] : [{ system: idCardSystem, value: p.idCard }]),
    ...(p.licence === undefined ? [] : [{ system: licenceSystem, value: p.licence }]),
  ]
  const extension: Extension[] = [
    ...(p.licenceScope === undefined ? [] : [{ url: scopeUrl, valueString: p.licenceScope }]),
    ...(p.education === undefined ? [] : [{ url: educationUrl, valueString: p.education }]),
    ...(p.leftOn === undefined ? [] : [{ url: leftUrl, valueDate: p.leftOn }]),
    ...(p.reason === undefined ? [] : [{ url: reasonUrl, valueString: p.reason }]),
  ]
  const person = defined({
    resourceType: 'Practitioner',
    id: p.id,
    extension,
    identifier,
    active: p.state === 'active',
    name: [{ text: p.name }],
    telecom: p.phone === undefined ? undefined : [{ system: 'phone', value: p.phone }],
    gender: p.sex,
    birthDate: p.birthDate,
    qualification: p.title === undefined ? undefined : [{ code: { text: p.title } }],
  })
  return [person, ...p.posts.map((post, i) => toRole(p, post, postId(p.id, numberOf(post, i))))]
}

function toRole(p: Practitioner, post: Post, id: string): Resource {
  const { department, home, titleLevel, daysPerWeek, generalPractice, category } = post
  const extension: Extension[] = [
    ...(department === undefined ? [] : [{ url: departmentUrl, valueReference: refTo('Organization', department) }]),
    ...(home === undefined ? [] : [{ url: postUrls.home, valueReference: refTo('Organization', home) }]),
    ...(titleLevel === undefined ? [] : [{ url: postUrls.titleLevel, valueCode: titleLevel }]),
    ...(daysPerWeek === undefined ? [] : [{ url: postUrls.daysPerWeek, valueDecimal: daysPerWeek }]),
    ...(generalPractice === undefined ? [] : [{ url: postUrls.generalPractice, valueBoolean: generalPractice }]),
  ]
  return defined({
    resourceType: 'PractitionerRole',
    id,
    extension,
    active: post.to === undefined,
    period: periodOf(post.from, post.to),
    practitioner: { ...refTo('Practitioner', p.id), display: p.name },
    organization: refTo('Organization', post.organization),
    code: [
      { coding: [{ system: roleSystem, code: post.role }] },
      ...(category === undefined ? [] : [{ coding: [{ system: staffCategorySystem, code: category }] }]),
    ],
  })
}

/** Practitioner and its roles, in any order → person. */
export function fromFhir([main, ...others]: readonly Resource[]): Practitioner {
  const p = main as unknown as Fhir
  const identifier = (system: string) => p.identifier?.find((i) => i.system === system)?.value
  const number = (role: Resource) => Number(role.id!.slice(p.id!.length + '-post'.length))
  return present({
    id: p.id!,
    state: p.active === false ? ('left' as const) : ('active' as const),
    name: p.name?.[0]?.text ?? '',
    sex: p.gender ?? ('unknown' as const),
    birthDate: p.birthDate,
    idCard: identifier(idCardSystem),
    title: p.qualification?.[0]?.code.text,
    licence: identifier(licenceSystem),
    licenceScope: extensionOf(p, scopeUrl)?.valueString,
    education: extensionOf(p, educationUrl)?.valueString,
    phone: p.telecom?.find((t) => t.system === 'phone')?.value,
    posts: [...others]
      .sort((a, b) => number(a) - number(b))
      .map((role, i) => fromRole(role, number(role) === i + 1 ? undefined : number(role))),
    leftOn: extensionOf(p, leftUrl)?.valueDate,
    reason: extensionOf(p, reasonUrl)?.valueString,
  })
}

function fromRole(document: Resource, number: number | undefined): Post {
  const role = document as unknown as PractitionerRole
  const coded = (system: string) => role.code?.flatMap((c) => c.coding ?? []).find((c) => c.system === system)?.code
  const get = (name: keyof typeof postUrls) => extensionOf(role, postUrls[name])
  return present({
    organization: idOf(role.organization) ?? '',
    department: idOf(get('department')?.valueReference),
    role: coded(roleSystem) ?? '',
    from: role.period?.start ?? '1900-01-01',
    to: role.period?.end,
    category: coded(staffCategorySystem) as Post['category'],
    titleLevel: get('titleLevel')?.valueCode as Post['titleLevel'],
    generalPractice: get('generalPractice')?.valueBoolean,
    home: idOf(get('home')?.valueReference),
    daysPerWeek: get('daysPerWeek')?.valueDecimal,
    number,
  })
}
