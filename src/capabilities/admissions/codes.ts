type Sex = 'male' | 'female'
/**
 * Three-character categories of ICD-10 that belong to one sex, as ranges (WHO ICD-10, volume 1: chapters C, N, O; standards part 14.5 [K]).
 * Only what can be nothing else stands here: a page that contradicts it is refused.
 */
export const sexBound: readonly (readonly [from: string, to: string, sex: Sex])[] = [
  ['C51', 'C58', 'female'],
  ['C60', 'C63', 'male'],
  ['D25', 'D28', 'female'],
  ['D29', 'D29', 'male'],
  ['D39', 'D39', 'female'],
  ['D40', 'D40', 'male'],
  ['N40', 'N51', 'male'],
  ['N70', 'N77', 'female'],
  ['N80', 'N98', 'female'],
  ['O00', 'O99', 'female'],
]
/** The sex a diagnosis belongs to; undefined for most. */
export const sexOf = (code: string): Sex | undefined => {
  const category = code.slice(0, 3)
  return sexBound.find(([from, to]) => category >= from && category <= to)?.[2]
}

/** Days by which the day of an operation may lie before admission (done in the emergency room or as an outpatient) and after discharge. County practice; no document sets them. */
export const operationTolerance = { before: 3, after: 0 } as const
/** 新生儿期: birth to the 28th day (instructions to the front page, 卫医政发〔2011〕84号). */
export const newbornDays = 28
