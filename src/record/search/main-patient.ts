import { officialParameters } from '../../fhir/search/parameters.ts'
import { elementsOf, memo } from '../../fhir/validate/schema.ts'

/** The parameter that says whom a document is about: `patient` where the type has it, else `subject`. */
export const mainParameter = memo((type): string => (officialParameters.find(type, 'patient') ? 'patient' : 'subject'))

/** The parameters that mean, of a Patient, exactly the main one: `patient` and mostly `subject`. */
export const mainParameters = memo((type): ReadonlySet<string> => {
  const main = mainParameter(type)
  const subject = officialParameters.find(type, 'subject')?.expression
  const same = main === 'patient' && subject && pathOf(officialParameters.find(type, 'patient')!.expression) === pathOf(subject)
  return new Set(same ? [main, 'subject'] : [main])
})

const pathOf = (expression: string) => expression.replace(/\.where\(resolve\(\) is Patient\)$/, '')

/** Whether a document of the type is about one patient at most, who then stands in the token row. */
export const aboutOne = memo((type): boolean => {
  const [, name] = /^\w+\.(\w+)$/.exec(pathOf(officialParameters.find(type, mainParameter(type))?.expression ?? '')) ?? []
  return elementsOf(type).some((element) => element.name === name && !element.many)
})
