/** ICD-10 国家临床版 and ICD-9-CM-3 国家临床版 operations (OIDs: standards part 14.5). */
export const icd10System = 'urn:oid:2.16.156.10011.2.3.3.11.3'
export const icd9System = 'urn:oid:2.16.156.10011.2.3.3.12'
/** Their editions of the insurance (医保版), which stand beside them where the county has loaded a mapping. */
export const icd10InsuranceSystem = 'urn:countywide:icd10-insurance'
export const icd9InsuranceSystem = 'urn:countywide:icd9-insurance'
/**
 * In the place of an institution in the work list: codes of the national clinical tables that no mapping takes to the insurance's. They are the county's, whatever institution wrote them.
 */
export const insuranceOwner = 'urn:countywide:insurance'
/** By which table of the county a national code becomes one of the insurance, and under what its own decisions stand where the table lacks it. */
export const insuranceMappings = {
  diagnosis: {
    kind: 'diagnosis',
    map: 'urn:countywide:map:icd10:icd10-insurance',
    to: icd10InsuranceSystem,
    owner: insuranceOwner,
  },
  operation: {
    kind: 'operation',
    map: 'urn:countywide:map:icd9:icd9-insurance',
    to: icd9InsuranceSystem,
    owner: insuranceOwner,
  },
} as const
/** Departments by the institution's own code or name. */
export const departmentSystem = 'urn:countywide:department'
/** Codes of an institution's own that nobody has translated yet. */
export const localSystem = (kind: string, organization: string) => `urn:countywide:local:${kind}:${organization}`
