/** A search that would have to look at more documents than one answer is worth; the message says how to narrow it. FHIR issue code `too-costly`. */
export class TooCostly extends Error {}
