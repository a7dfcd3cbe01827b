import { faultsOf } from '../../../capabilities/admissions/checks.ts'
import { toFhir } from '../../../capabilities/admissions/fhir.ts'
import { defineKind } from '../kind.ts'
import { type Before, before, retracted } from './front-pages/before.ts'
import { columns, costKeys } from './front-pages/columns.ts'
import { pageOf } from './front-pages/page.ts'
import { patientOf, personOf } from './front-pages/patient.ts'

type Column = keyof typeof columns & string
/** Where a fault of the page stands in the file, where that does not depend on the row. */
const fixed: ReadonlyMap<string, Column> = new Map<string, Column>([
  ['dischargedAt', 'CYSJ'],
  ['birthDate', 'CSRQ'],
  ['days', 'SJZYTS'],
  ['details.age', 'NL'],
  ['cost.totalFen', 'ZFY'],
  ['cost.selfFen', 'ZFJE'],
  ['pathology', 'JBMM'],
  ...Object.entries(costKeys).map(([key, part]) => [`cost.parts.${part}`, key as Column] as const),
])

/**
 * Inpatient front pages 住院病案首页 with the field names of the national upload interface (HQMS, standards part 15.1): a stay with its diagnoses and operations, and the
 * person as the page knows him. What is certainly wrong is refused by the admissions' own checks.
 */
export const frontPages = defineKind({
  name: 'front-pages',
  text: ['住院病案首页', 'Inpatient front pages'],
  institution: 'USERNAME',
  columns,
  extra: before,
  read(row, context, refuse, known: Before | undefined) {
    const person = personOf(row, context, refuse)
    const { page, places } = pageOf(row, context, refuse)
    const now = page.dischargedAt.length > 10 ? context.now : context.today
    for (const { rule, path, text } of faultsOf(page, person, { now })) refuse(places.get(path) ?? fixed.get(path) ?? 'BAH', rule, text)
    const organization = row.USERNAME
    const patient = context.id(organization, 'Patient.inpatient', 'idCard' in person ? person.idCard : row.BAH)
    const admission = { ...page, id: context.id(organization, 'admission', page.number), state: 'finished' as const, patient, organization }
    const [encounter, ...others] = toFhir(admission)
    const gone = retracted(known, admission.id, patient, others)
    const owner = 'admission'
    return [
      { resource: encounter!, owner },
      { resource: patientOf(row, patient, person), owner },
      ...[...others, ...gone].map((resource) => ({ resource, owner })),
    ]
  },
})
