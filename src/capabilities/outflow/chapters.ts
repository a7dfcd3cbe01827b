import type { Text } from '../../kernel/grammar/texts.ts'

type Chapter = { from: string; to: string; text: Text }
/** The chapters of ICD-10 (GB/T 14396) by their categories. */
const chapters: readonly Chapter[] = [
  { from: 'A00', to: 'B99', text: ['某些传染病和寄生虫病', 'Infectious and parasitic diseases'] },
  { from: 'C00', to: 'D48', text: ['肿瘤', 'Neoplasms'] },
  { from: 'D50', to: 'D89', text: ['血液、造血器官和免疫疾病', 'Blood and immune disorders'] },
  { from: 'E00', to: 'E90', text: ['内分泌、营养和代谢疾病', 'Endocrine, nutritional and metabolic'] },
  { from: 'F00', to: 'F99', text: ['精神和行为障碍', 'Mental and behavioural'] },
  { from: 'G00', to: 'G99', text: ['神经系统疾病', 'Nervous system'] },
  { from: 'H00', to: 'H59', text: ['眼和附器疾病', 'Eye'] },
  { from: 'H60', to: 'H95', text: ['耳和乳突疾病', 'Ear'] },
  { from: 'I00', to: 'I99', text: ['循环系统疾病', 'Circulatory system'] },
  { from: 'J00', to: 'J99', text: ['呼吸系统疾病', 'Respiratory system'] },
  { from: 'K00', to: 'K93', text: ['消化系统疾病', 'Digestive system'] },
  { from: 'L00', to: 'L99', text: ['皮肤和皮下组织疾病', 'Skin'] },
  { from: 'M00', to: 'M99', text: ['肌肉骨骼系统疾病', 'Musculoskeletal system'] },
  { from: 'N00', to: 'N99', text: ['泌尿生殖系统疾病', 'Genitourinary system'] },
  { from: 'O00', to: 'O99', text: ['妊娠、分娩和产褥期', 'Pregnancy and childbirth'] },
  { from: 'P00', to: 'P96', text: ['起源于围生期的情况', 'Perinatal conditions'] },
  { from: 'Q00', to: 'Q99', text: ['先天性畸形和染色体异常', 'Congenital malformations'] },
  { from: 'R00', to: 'R99', text: ['症状、体征和检验异常', 'Symptoms and signs'] },
  { from: 'S00', to: 'T98', text: ['损伤和中毒', 'Injury and poisoning'] },
  { from: 'U00', to: 'U99', text: ['特殊目的编码', 'Special purposes'] },
  { from: 'V01', to: 'Y98', text: ['外部原因', 'External causes'] },
  { from: 'Z00', to: 'Z99', text: ['影响健康状态的因素', 'Factors influencing health'] },
]

/** The chapter of a category as its range, `C00-D48`; '' for what is no code. */
export function chapterOf(category: string): string {
  const found = chapters.find(({ from, to }) => category >= from && category <= to)
  return found ? `${found.from}-${found.to}` : ''
}
export const chapterName = (range: string): Text | undefined => chapters.find(({ from, to }) => range === `${from}-${to}`)?.text
