import type { MeasureGroup } from '../../kernel/grammar/measure.ts'
import { chineseDrugs, drugs, type FeeCategory, notService } from './shape.ts'

const among = (categories: readonly FeeCategory[]) => `f.category in (${categories.map((code) => `'${code}'`).join(', ')})`

/** Lines of bills in the month they were charged; refunds are below zero and take off. */
export const measures: readonly MeasureGroup[] = [
  {
    name: 'fees',
    view: 'fee',
    list: 'fees',
    parts: {
      fen: { text: ['收费明细金额', 'fees charged'], add: 'f.amount_fen' },
      drugFen: { text: ['西药、中药饮片和中成药费', 'western drugs, herbs and patent drugs'], where: among(drugs), add: 'f.amount_fen' },
      tcmFen: { text: ['中药饮片和中成药费', 'herbs and Chinese patent drugs'], where: among(chineseDrugs), add: 'f.amount_fen' },
      herbFen: { text: ['中药饮片费', 'herbs'], where: among(['10']), add: 'f.amount_fen' },
      serviceFen: {
        text: ['药品、卫生材料、检查和化验以外的金额', 'fees but drugs, materials, examinations and tests'],
        where: `not ${among(notService)}`,
        add: 'f.amount_fen',
      },
    },
  },
]
