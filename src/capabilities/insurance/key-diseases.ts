import type { Text } from '../../kernel/grammar/texts.ts'

/**
 * 重点病种: what takes most patients of a mountain county elsewhere (000 一(二) asks that they be treated outside far less, but names none). The county's own
 * list, by three-character category of ICD-10, after its ranking of out-of-county admissions; another list is another definition of the indicators that use it.
 */
const diseases: readonly (readonly [from: string, to: string, name: Text])[] = [
  ['C00', 'C97', ['恶性肿瘤', 'malignant tumours']],
  ['I20', 'I25', ['缺血性心脏病', 'ischaemic heart disease']],
  ['I60', 'I69', ['脑血管病', 'cerebrovascular disease']],
  ['M16', 'M17', ['髋膝关节病', 'arthrosis of hip and knee']],
  ['M48', 'M51', ['脊柱疾病', 'disorders of the spine']],
  ['H25', 'H33', ['白内障和眼底病', 'cataract and diseases of the retina']],
  ['N17', 'N19', ['肾衰竭', 'renal failure']],
]

/** SQL: the main diagnosis of the row is one of them. */
export const isKeyDisease = `(${diseases.map(([from, to]) => `left(f.diagnosis, 3) between '${from}' and '${to}'`).join(' or ')})`
const span = ([from, to]: (typeof diseases)[number]) => `${from}–${to}`
/** The list in words. */
export const keyDiseases: Text = [
  diseases.map((d) => `${d[2][0]} ${span(d)}`).join('、'),
  diseases.map((d) => `${d[2][1]} ${span(d)}`).join(', '),
]
