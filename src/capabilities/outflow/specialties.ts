import type { Subject } from './subjects.ts'

/**
 * Which subject treats which diseases: ICD-10 categories (GB/T 14396, three characters) → code of 医疗机构诊疗科目名录 (卫医发〔1994〕27号). The first line that fits
 * decides. The documents name no such table; this is the house's own, by the blocks of ICD-10. Symptoms (R) and most of Z belong to no specialty.
 */
const table = `A15-A19 17
A00-B99 16
C81-C96 03.05
C00-C97 19
D00-D09 19
D16 04.03
D25-D28 05.01
D30 04.04
D32-D33 04.02
D10-D36 04.01
D45-D47 03.05
D37-D48 19
D80-D89 03.08
D50-D79 03.05
E00-E90 03.07
F00-F99 15
G00-G99 03.03
H00-H59 10
H60-H95 11
I60-I62 04.02
I63-I69 03.03
I85 03.02
I70-I89 04.01
I00-I99 03.04
J30-J39 11
J86 04.05
J93-J94 04.05
J00-J99 03.01
K00-K14 12
K35-K46 04.01
K60-K67 04.01
K80-K83 04.01
K20-K93 03.02
L00-L99 13
M00-M14 03.08
M15-M25 04.03
M30-M36 03.08
M40-M99 04.03
N13 04.04
N20-N23 04.04
N00-N29 03.06
N30-N51 04.04
N60-N64 04.01
N70-N98 05.01
N99 04.04
O00-O08 05.01
O10-O99 05.02
P00-P96 07.01
Q00-Q99 08
S00-S09 04.02
S20-S29 04.05
S36-S37 04.01
S10-S99 04.03
T00-T14 04.03
T20-T32 04.07
T36-T65 20
T15-T98 04.01
Z34-Z39 05.02
Z49 03.06
Z51 19`

const rows = table.split('\n').map((line) => {
  const [range = '', subject] = line.split(' ')
  const [from = '', to = from] = range.split('-')
  return { from, to, subject: subject as Subject }
})

/** The subject that treats an ICD-10 category; undefined for symptoms, most factors of Z, and unknown codes. */
export const subjectOf = (category: string): Subject | undefined => rows.find(({ from, to }) => category >= from && category <= to)?.subject
