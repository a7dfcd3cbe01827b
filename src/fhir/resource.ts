/** A FHIR R4 resource as JSON: the language every floor above speaks. */
export type Resource = { resourceType: string; id?: string; [element: string]: unknown }

/** What is wrong with a resource, where (FHIRPath) and how to mend it. `code` is from the R4 IssueType value set. */
export type Issue = { severity: 'error' | 'warning'; code: string; expression: string; diagnostics: string }
