import { feeToFhir, ownCodes } from '../../../capabilities/fees/fhir.ts'
import type { Code, FeeCategory, FeeClass, feeLevels } from '../../../capabilities/fees/shape.ts'
import { codeSystems } from '../code-systems.ts'
import { defineKind, type ReadContext, type Row } from '../kind.ts'
import { patientId, thinPatient } from '../thin-patient.ts'
import { future } from '../times.ts'
import { feeColumns } from './fee-columns.ts'
import { refundCheck } from './fee-refunds.ts'
import { canonical } from './front-pages/builders.ts'

/** Hospitals round the product to a fen or cut what is below it. */
const toleranceFen = 1

/** Lines of bills 收费明细: one ChargeItem a line. What it was charged for is translated as the category says: drugs among drugs, all else among items. */
export const fees = defineKind({
  name: 'fees',
  text: ['收费明细', 'Fee details'],
  institution: '机构代码',
  columns: feeColumns,
  check: refundCheck,
  read(row, context, refuse) {
    const { 数量: quantity, 单价: price, 金额: amountFen, 明细号: line, 原明细号: refunded } = row
    const organization = row.机构代码
    const visitClass = row.就诊类别 as FeeClass
    const category = canonical(feeColumns.收费类别, row.收费类别) as FeeCategory
    if (future(row.收费时间, context)) refuse('收费时间', 'future', ['时间晚于现在', 'Lies in the future'])
    if (price < 0) refuse('单价', 'money', ['单价不能小于 0，退费把数量写成负数', 'No price is below 0: a refund has a negative quantity'])
    else if (Math.abs(amountFen - quantity * price * 100) > toleranceFen + 1e-6)
      refuse('金额', 'product', [
        `数量 × 单价为 ${(quantity * price).toFixed(2)} 元`,
        `Quantity × price makes ${(quantity * price).toFixed(2)} yuan`,
      ])
    if ((amountFen < 0 || quantity < 0) && !refunded)
      refuse('原明细号', 'refund', ['金额为负的是退费，请填它冲销的明细号', 'Below zero is a refund: say which line it takes back'])
    if (refunded && amountFen >= 0 && quantity >= 0) refuse('原明细号', 'refund', ['退费的金额应为负', 'A refund is below zero'])
    if (refunded === line) refuse('原明细号', 'refund', ['不能冲销自己', 'It cannot take back itself'])

    const lineId = (number: string) => context.id(organization, 'fee', `${visitClass}|${row.就诊号}|${number}`)
    const known = { idCard: row.证件号码, number: row.患者编号 }
    const named = known.idCard !== undefined || known.number !== undefined
    const fee = feeToFhir({
      id: lineId(line),
      line,
      organization,
      class: visitClass,
      visit: row.就诊号,
      encounter: context.id(organization, visitClass === 'IMP' ? 'admission' : 'visit', row.就诊号),
      patient: named ? patientId(context, organization, known) : undefined,
      at: row.收费时间,
      item: { code: row.项目编码, name: row.项目名称 },
      national: nationalOf(row, category, context),
      category,
      level: row.医保等级 === undefined ? undefined : (canonical(feeColumns.医保等级, row.医保等级) as keyof typeof feeLevels),
      specification: row.规格,
      unit: row.单位,
      quantity,
      price,
      amountFen,
      department: row.开单科室
        ? { name: row.开单科室, id: context.translate('department', organization, row.开单科室, row.开单科室)?.code }
        : undefined,
      refunds: refunded === undefined ? undefined : { id: lineId(refunded), line: refunded },
    })
    // a Patient without a name would keep the name of a later file out
    return [{ resource: fee }, ...(named && row.姓名 ? [thinPatient(context, organization, { ...known, name: row.姓名 })] : [])]
  },
})

/** The national code: as the file has it, else what the county has decided that the institution's own means. */
function nationalOf(row: Row<typeof feeColumns>, category: FeeCategory, context: ReadContext): Code | undefined {
  const kind = ownCodes(category)
  const { system } = codeSystems[kind === 'drug' ? 'drug' : category === '08' ? 'consumable' : 'item']
  if (row.医保编码) return { system, code: row.医保编码.replace(/\s+/g, ' ') }
  const found = context.translate(kind, row.机构代码, row.项目编码, row.项目名称)
  return found && { system: found.system ?? system, code: found.code, name: found.name }
}
