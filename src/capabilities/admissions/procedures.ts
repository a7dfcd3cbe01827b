import type { Resource } from '../../fhir/resource.ts'
import { icd9System, localSystem } from '../../patterns/codes/systems.ts'
import { type Concept, common, concept, type Ext, extensionsOf, put, reference, said } from './elements.ts'
import type { Admission, Operation } from './shape.ts'

export const most = 40
/** What R4 has no element for, and the type of its value. */
export const operationUrl = {
  level: 'urn:countywide:operation-level',
  incision: 'urn:countywide:incision',
  healing: 'urn:countywide:healing',
  anaesthesia: 'urn:countywide:anaesthesia',
} as const
const performerSystem = 'urn:countywide:operation-performer'
const performers = ['surgeon', 'assistant1', 'assistant2', 'anaesthetist'] as const
type Performer = { function?: Concept; actor: { display?: string } }

/** What lies at a place where the page had an operation once and has none any more. */
export const noProcedure = (id: string, place: string, patient: string): Resource => ({
  resourceType: 'Procedure',
  id: `${id}-${place}`,
  status: 'entered-in-error',
  subject: reference('Patient', patient),
})

/** A Procedure an operation. */
export function proceduresOf(a: Admission): Resource[] {
  const local = localSystem('operation', a.organization)
  const { extension, ...about } = common(a)
  return a.operations.map((o, i) => {
    const performer: Performer[] = performers.flatMap((role) =>
      o[role] ? [{ function: { coding: [{ system: performerSystem, code: role }] }, actor: { display: o[role] } }] : [],
    )
    return {
      resourceType: 'Procedure',
      id: `${a.id}-p${i + 1}`,
      extension: [...extension, ...extras(o)],
      status: a.state === 'entered-in-error' ? a.state : 'completed',
      code: concept(icd9System, local, o),
      ...about,
      ...put('performedDateTime', o.at),
      ...(performer.length ? { performer } : {}),
    }
  })
}
const extras = (o: Operation): Ext[] => [
  ...(o.level ? [{ url: operationUrl.level, valueCode: o.level }] : []),
  ...(o.incision ? [{ url: operationUrl.incision, valueCode: o.incision }] : []),
  ...(o.healing ? [{ url: operationUrl.healing, valueCode: o.healing }] : []),
  ...(o.anaesthesia ? [{ url: operationUrl.anaesthesia, valueString: o.anaesthesia }] : []),
]

/** Back from the first `count` Procedures of the stay. */
export function operationsFrom(id: string, count: number, documents: readonly Resource[]): Operation[] {
  const found = new Map(documents.filter((d) => d.resourceType === 'Procedure').map((d) => [d.id, d]))
  return Array.from({ length: count }, (_, i) => found.get(`${id}-p${i + 1}`)).flatMap((one) => (one ? [operationFrom(one)] : []))
}
function operationFrom(procedure: Resource): Operation {
  const extensions = extensionsOf(procedure)
  const extra = (url: string, value: string) => extensions.find((e) => e.url === url)?.[`value${value}`]
  const who = (procedure['performer'] as Performer[] | undefined) ?? []
  const given = {
    at: procedure['performedDateTime'],
    level: extra(operationUrl.level, 'Code'),
    incision: extra(operationUrl.incision, 'Code'),
    healing: extra(operationUrl.healing, 'Code'),
    anaesthesia: extra(operationUrl.anaesthesia, 'String'),
    ...Object.fromEntries(performers.map((role) => [role, who.find((p) => p.function?.coding?.[0]?.code === role)?.actor.display])),
  }
  return {
    ...said(icd9System, procedure['code'] as Concept),
    ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Operation>),
  }
}
