import { everythingOfPatient } from './everything.ts'
import { expandOperation } from './expand.ts'
import { exportData } from './export.ts'
import { importData } from './import.ts'
import { lookup } from './lookup.ts'
import type { FhirOperation } from './operation.ts'
import { subsumes } from './subsumes.ts'
import { translateOperation } from './translate.ts'
import { validateOperation } from './validate.ts'
import { validateCodeOfSet, validateCodeOfSystem } from './validate-code.ts'
import { runView } from './view-run.ts'

/** Every operation of the FHIR door, in the order of the CapabilityStatement: a file of this folder and a line here. */
export const operations: readonly FhirOperation[] = [
  everythingOfPatient,
  validateOperation,
  expandOperation,
  validateCodeOfSet,
  validateCodeOfSystem,
  lookup,
  subsumes,
  translateOperation,
  runView,
  exportData,
  importData,
]
