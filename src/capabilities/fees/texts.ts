import { defineTexts } from '../../kernel/grammar/texts.ts'

export const texts = defineTexts({
  fees: ['收费明细', 'Fee details'],
  at: ['收费时间', 'Charged'],
  patient: ['患者', 'Patient'],
  organization: ['机构', 'Institution'],
  class: ['就诊类别', 'Class'],
  number: ['就诊号', 'Visit no.'],
  category: ['收费类别', 'Category'],
  item: ['项目', 'Item'],
  code: ['本院编码', 'Own code'],
  national: ['医保编码', 'National code'],
  specification: ['规格', 'Specification'],
  unit: ['单位', 'Unit'],
  quantity: ['数量', 'Quantity'],
  price: ['单价（元）', 'Price (yuan)'],
  amount: ['金额（元）', 'Amount (yuan)'],
  level: ['医保等级', 'Insurance class'],
  department: ['开单科室', 'Ordered by'],
  line: ['明细号', 'Line'],
  refunds: ['退的是', 'Refund of'],
})
