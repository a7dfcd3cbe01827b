import { icd10System, localSystem, tcmSystem } from '../../capabilities/visits/fhir.ts'
import type { Coded } from './kind.ts'

const systems = { icd10: icd10System, tcm: tcmSystem }

/** Codes as CodeableConcepts: of the standard's system, or, where nobody has translated them yet, of the institution's own. */
export const concepts = (system: keyof typeof systems, codes: readonly Coded[] | undefined, organization: string) =>
  (codes ?? []).map(({ code, name, local }) => ({
    coding: [
      {
        system: local ? localSystem('diagnosis', organization) : systems[system],
        code: local ? code.replace(/\s+/g, ' ') : code, // R4 codes have single blanks
        ...(name === undefined ? {} : { display: name }),
      },
    ],
  }))
