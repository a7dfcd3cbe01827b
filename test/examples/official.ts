/** The examples HL7 publishes with R4 4.0.1 (npm `hl7.fhir.r4.examples`, CC0): 5 306 resources, the specification's own definitions among them. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const folder = dirname(require.resolve('hl7.fhir.r4.examples/package.json'))

/** Names of all files, in alphabetical order. */
export const exampleFiles: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json') && file !== 'package.json')
  .sort()

export const exampleText = (file: string): string => readFileSync(join(folder, file), 'utf8')

const noBase = ['SearchParameter.base']
const guide = [
  'ImplementationGuide.manifest.resource.reference.reference', // the id of one SearchParameter has 67 characters
  'ImplementationGuide.name',
  'ImplementationGuide.status',
]

/** Examples that break R4 themselves: the elements that do (without indexes), and by which page of R4. */
export const WRONG: Readonly<Record<string, readonly string[]>> = {
  // Bundle, bdl-7: seven data elements of Quantity stand in it twice with the same fullUrl
  'Bundle-dataelements.json': ['Bundle'],
  // DeviceMetric: parent is Reference(Device), the example names a DeviceDefinition
  'DeviceMetric-example.json': ['DeviceMetric.parent.reference'],
  // DeviceUseStatement: reasonReference is not of Procedure
  'DeviceUseStatement-example.json': ['DeviceUseStatement.reasonReference.reference'],
  // ImplementationGuide: name and status are 1..1; an id has at most 64 characters
  'ImplementationGuide-fhir.json': guide,
  'ig-r4.json': guide,
  // MedicationRequest: dispenseRequest.performer is Reference(Organization), the example names a Practitioner
  'MedicationRequest-medrx0301.json': ['MedicationRequest.dispenseRequest.performer.reference'],
  // Observation: an Encounter performs nothing
  'Observation-clinical-gender.json': ['Observation.performer.reference'],
  // Questionnaire: item.linkId is 1..1; the displays of this generated form have none
  'Questionnaire-qs1.json': ['item.item', 'item.item.item', 'item.item.item.item'].map((path) => `Questionnaire.${path}.linkId`),
  // SearchParameter: base is 1..*; those of extensions on CodeSystem and ValueSet were published without
  ...Object.fromEntries(
    ['author', 'effective', 'end', 'keyword', 'workflow']
      .flatMap((code) => [`codesystem-extensions-CodeSystem-${code}`, `valueset-extensions-ValueSet-${code}`])
      .map((id) => [`SearchParameter-${id}.json`, noBase]),
  ),
  // Resource: an id has at most 64 characters
  'SearchParameter-questionnaireresponse-extensions-QuestionnaireResponse-item-subject.json': ['SearchParameter.id'],
}
