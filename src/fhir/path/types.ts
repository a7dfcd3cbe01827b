import { isDate, isDateTime, isTime } from './temporal.ts'

const QUANTITY = 'value comparator unit system code'

/** Elements of the R4 data types a choice element may hold (`modifierExtension`, `id`, `extension` apart); checked against the R4 definitions. */
export const DATA_TYPES: Record<string, string> = {
  Address: 'use type text line city district state postalCode country period',
  Age: QUANTITY,
  Annotation: 'authorString authorReference time text',
  Attachment: 'contentType language data url size hash title creation',
  CodeableConcept: 'coding text',
  Coding: 'system version code display userSelected',
  ContactDetail: 'name telecom',
  ContactPoint: 'system value use rank period',
  Contributor: 'type name contact',
  Count: QUANTITY,
  DataRequirement: 'type profile subjectCodeableConcept subjectReference mustSupport codeFilter dateFilter limit sort',
  Distance: QUANTITY,
  Dosage:
    'sequence text additionalInstruction patientInstruction timing asNeededBoolean asNeededCodeableConcept site route method doseAndRate maxDosePerPeriod maxDosePerAdministration maxDosePerLifetime',
  Duration: QUANTITY,
  Expression: 'description name language expression reference',
  HumanName: 'use text family given prefix suffix period',
  Identifier: 'use type system value period assigner',
  Meta: 'versionId lastUpdated source profile security tag',
  Money: 'value currency',
  ParameterDefinition: 'name use min max documentation type profile',
  Period: 'start end',
  Quantity: QUANTITY,
  Range: 'low high',
  Ratio: 'numerator denominator',
  Reference: 'reference type identifier display',
  RelatedArtifact: 'type label display citation url document resource',
  SampledData: 'origin period factor lowerLimit upperLimit dimensions data',
  Signature: 'type when who onBehalfOf targetFormat sigFormat data',
  Timing: 'event repeat code',
  TriggerDefinition: 'type name timingTiming timingReference timingDate timingDateTime data condition',
  UsageContext: 'code valueCodeableConcept valueQuantity valueRange valueReference',
}

const PRIMITIVES: Record<string, (value: unknown) => boolean> = {
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
  positiveInt: Number.isInteger,
  unsignedInt: Number.isInteger,
  decimal: (value) => typeof value === 'number',
  date: (value) => typeof value === 'string' && isDate(value),
  dateTime: (value) => typeof value === 'string' && isDateTime(value),
  instant: (value) => typeof value === 'string' && isDateTime(value),
  time: (value) => typeof value === 'string' && isTime(value),
  Boolean: (value) => typeof value === 'boolean',
  Integer: Number.isInteger,
  Decimal: (value) => typeof value === 'number' && !Number.isInteger(value),
  ...Object.fromEntries(
    'base64Binary canonical code id markdown oid string uri url uuid String'
      .split(' ')
      .map((name) => [name, (value: unknown) => typeof value === 'string']),
  ),
}

const ELEMENTS = new Map(Object.entries(DATA_TYPES).map(([type, names]) => [type, new Set(['id', 'extension', ...names.split(' ')])]))
const WITHOUT_NARRATIVE = new Set(['Bundle', 'Parameters', 'Binary'])

/** `quantity` → `Quantity`: how a type is written at the end of a choice element's JSON name. */
export const capital = (type: string) => type[0]!.toUpperCase() + type.slice(1)

/** The endings a choice element may have in JSON: `valueQuantity`, `onsetDateTime` … */
export const CHOICE_ENDINGS: ReadonlySet<string> = new Set([...Object.keys(DATA_TYPES), ...Object.keys(PRIMITIVES).map(capital)])

/**
 * Whether a bare JSON value can be of an R4 type. Resources are known by `resourceType`; data types by their elements, primitives by
 * their shape, so that twins (Age and Quantity, code and string) are not told apart: only a choice element's own name does that.
 */
export const isOfType = (value: unknown, type: string): boolean => {
  if (typeof value !== 'object' || value === null) return Object.hasOwn(PRIMITIVES, type) && PRIMITIVES[type]!(value)
  if ('resourceType' in value) {
    const own = String(value.resourceType)
    return own === type || type === 'Resource' || (type === 'DomainResource' && !WITHOUT_NARRATIVE.has(own))
  }
  const elements = ELEMENTS.get(type)
  return elements !== undefined && Object.keys(value).every((key) => elements.has(key[0] === '_' ? key.slice(1) : key))
}
