import { icd10System, localSystem, tcmSystem } from '../../capabilities/visits/fhir.ts'
import { icd10InsuranceSystem } from '../../patterns/codes/systems.ts'
import type { Coded } from './kind.ts'

const systems = { icd10: icd10System, tcm: tcmSystem }
const coding = (system: string, { code, name }: Coded) => ({ system, code, ...(name === undefined ? {} : { display: name }) })

/**
 * Codes as CodeableConcepts: of the standard's system, or, where nobody has translated them yet, of the institution's own. `insured` tells the insurance's code of a
 * diagnosis, which then stands beside it.
 */
export const concepts = (
  system: keyof typeof systems,
  codes: readonly Coded[] | undefined,
  organization: string,
  insured: (coded: Coded) => Coded | undefined = () => undefined,
) =>
  (codes ?? []).map((coded) => {
    if (coded.local)
      return { coding: [coding(localSystem('diagnosis', organization), { ...coded, code: coded.code.replace(/\s+/g, ' ') })] } // R4 codes have single blanks
    const beside = insured(coded)
    return { coding: [coding(coded.system ?? systems[system], coded), ...(beside ? [coding(icd10InsuranceSystem, beside)] : [])] }
  })
