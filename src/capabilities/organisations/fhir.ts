import type { Extension, Period, Reference } from '../../fhir/types.ts'

/** What the four mappings share: reading references and extensions, and leaving out what is not there. */
export const refTo = (type: string, id: string) => ({ reference: `${type}/${id}` })
export const idOf = (reference: Reference | undefined): string | undefined => reference?.reference?.split('/')[1]

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }
/** Without the elements that are undefined or an empty list: FHIR allows neither. */
export const defined = <T extends object>(element: T): Defined<T> =>
  Object.fromEntries(Object.entries(element).filter(([, v]) => v !== undefined && !(Array.isArray(v) && v.length === 0))) as Defined<T>
/** As `defined`, for shapes: empty lists stay. */
export const present = <T extends object>(shape: T): Defined<T> =>
  Object.fromEntries(Object.entries(shape).filter(([, v]) => v !== undefined)) as Defined<T>

export const extensionsOf = (resource: { extension?: Extension[] | undefined }, url: string) =>
  (resource.extension ?? []).filter((e) => e.url === url)
/** The first extension of that name; undefined when there is none. */
export const extensionOf = (resource: { extension?: Extension[] | undefined }, url: string) => extensionsOf(resource, url)[0]

/** Days of the county (Asia/Shanghai); `to` is the last day. */
export const periodOf = (from: string, to: string | undefined): Period => defined({ start: from, end: to })
