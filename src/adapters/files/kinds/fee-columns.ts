import { feeCategories, feeClasses, feeLevels } from '../../../capabilities/fees/shape.ts'
import type { Columns } from '../kind.ts'
import { idCardColumn, nameColumn } from '../person-columns.ts'
import { code, unpadded } from './front-pages/builders.ts'
import { institutionColumn } from './resource-columns.ts'

const required = <const C extends object>(column: C, example: string) => ({ ...column, example, required: true }) as const
const { required: _, ...name } = nameColumn

/** Columns of a bill's lines; other headers are those of the national insurance platform's fee list 费用明细 (feedetl_sn, med_chrgitm_type, …). */
export const feeColumns = {
  明细号: {
    type: 'text',
    text: ['费用明细号，同一次就诊内不重复', 'Line number, unique within the visit'],
    names: ['费用明细流水号', '明细流水号', '收费明细号', '明细序号', '费用序号', 'feedetl_sn'],
    required: true,
    max: 64,
    example: '1',
  },
  机构代码: institutionColumn,
  就诊类别: required(
    code(feeClasses, '就诊类别', 'Class of the visit', ['就诊类型', '门急诊类别', '费用来源', '门诊住院标志', 'JZLX']),
    '门诊',
  ),
  就诊号: {
    type: 'text',
    text: ['门急诊就诊号；住院为 病案号-住院次数', 'Visit number; for inpatients record number and times admitted, e.g. 00012345-2'],
    names: ['住院号', '就诊ID', '就诊流水号', '住院/门诊号', '门诊号', 'JZLSH', 'mdtrt_id', 'ipt_otp_no'],
    required: true,
    max: 64,
    example: 'MZ202601050001',
  },
  证件号码: idCardColumn,
  患者编号: {
    type: 'text',
    text: ['没有证件号码时的院内患者编号', "The institution's own number of a patient without an ID number"],
    names: ['病人编号', '患者ID', '病人ID', '就诊卡号', 'BRID'],
    max: 64,
  },
  姓名: name,
  收费时间: {
    type: 'time',
    text: ['收费或记账时间', 'Time of the charge'],
    names: ['费用发生时间', '记账时间', '计费时间', '收费日期', '费用日期', 'fee_ocur_time'],
    required: true,
    example: '2026-01-05 08:40',
  },
  项目编码: {
    type: 'text',
    text: ['本机构的药品或项目编码', "The institution's own code of the drug or item"],
    names: ['本院编码', '院内编码', '收费项目编码', '项目代码', '医药机构目录编码', 'medins_list_codg'],
    required: true,
    max: 64,
    example: 'XY0012',
  },
  项目名称: {
    type: 'text',
    text: ['药品或项目名称', 'Name of the drug or item'],
    names: ['收费项目名称', '费用名称', '药品名称', '医药机构目录名称', 'medins_list_name'],
    required: true,
    max: 200,
    example: '阿莫西林胶囊',
  },
  医保编码: {
    type: 'text',
    text: ['国家医保编码；没有的按本院编码对照', 'National insurance code; without one, the own code is translated'],
    names: ['医保目录编码', '医疗目录编码', '国家医保编码', '国家编码', 'med_list_codg'],
    max: 64,
  },
  收费类别: required(
    code(
      feeCategories,
      '收费类别',
      'Category, of the insurance platform',
      ['医疗收费项目类别', '费用类别', '收费项目类别', 'med_chrgitm_type'],
      unpadded(Object.keys(feeCategories)),
    ),
    '西药费',
  ),
  规格: { type: 'text', text: ['规格', 'Specification'], names: ['药品规格', 'spec'], max: 200, example: '0.25g×24粒' },
  单位: { type: 'text', text: ['计价单位', 'Unit'], names: ['计价单位', '计量单位', 'unit'], max: 40, example: '盒' },
  数量: {
    type: 'decimal',
    text: ['数量，退费为负', 'Quantity, below zero for a refund'],
    names: ['cnt'],
    required: true,
    example: '2',
  },
  单价: {
    type: 'decimal',
    text: ['单价（元），最多六位小数', 'Price of one in yuan, at most six decimals'],
    names: ['价格', 'pric'],
    required: true,
    example: '6.1500',
  },
  金额: {
    type: 'money',
    signed: true,
    text: [
      '金额（元），等于数量 × 单价，可差一分；退费为负',
      'Amount in yuan: quantity × price, give or take a fen; below zero for a refund',
    ],
    names: ['总金额', '费用金额', '明细项目费用总额', 'det_item_fee_sumamt'],
    required: true,
    example: '12.30',
  },
  开单科室: {
    type: 'text',
    text: ['开单科室，本机构的名称', "Ordering department, by the institution's own name"],
    names: ['开单科室名称', '申请科室', 'bilg_dept_name'],
    max: 100,
    example: '内科',
  },
  医保等级: code(
    feeLevels,
    '医保等级',
    'Insurance class of the item',
    ['收费项目等级', '甲乙类', '自付类别', 'chrgitm_lv'],
    unpadded(Object.keys(feeLevels)),
  ),
  原明细号: {
    type: 'text',
    text: ['退费冲销的明细号，同一次就诊', 'Of a refund, the line it takes back, of the same visit'],
    names: ['退费原明细号', '冲销明细号', '原费用流水号', 'init_feedetl_sn'],
    max: 64,
  },
} as const satisfies Columns
