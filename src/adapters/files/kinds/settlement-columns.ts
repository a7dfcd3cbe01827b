import type { Columns } from '../kind.ts'
import { idCardColumn, insuranceColumn, money, nameColumn } from '../person-columns.ts'

/** 就医地, as seen from the county of the insured. */
export const placeColumn = {
  type: 'code',
  text: ['就医地', 'Place of care'],
  names: ['就医地类别', '异地就医类别'],
  codes: { 1: '县内', 2: '市内县外', 3: '省内市外', 4: '省外' },
  required: true,
  example: '县内',
} as const satisfies Columns[string]

/** 就医类别 (医保信息业务编码 med_type, the classes a county settles). */
export const medicalClassColumn = {
  type: 'code',
  text: ['就医类别', 'Medical class'],
  names: ['医疗类别', 'med_type'],
  codes: { 11: '普通门诊', 13: '急诊', 14: '门诊慢特病', 21: '住院', 41: '药店购药' },
  required: true,
  example: '住院',
} as const satisfies Columns[string]

export const requiredInsurance = { ...insuranceColumn, required: true } as const

/** Columns of the settlements file; other headers are those of the national insurance platform's detail exports. */
export const settlementColumns = {
  结算号: {
    type: 'text',
    text: ['结算号，同一机构内不重复', 'Settlement number, unique within the institution'],
    names: ['结算ID', '结算流水号', '医保结算号', 'setl_id'],
    required: true,
    max: 64,
    example: 'JS202601050001',
  },
  机构代码: {
    type: 'text',
    text: ['就医机构代码；县内机构须在机构目录中', 'Code of the institution of care; in the county it stands in the directory'],
    names: ['医疗机构代码', '定点医药机构编号', 'fixmedins_code'],
    required: true,
    max: 40,
    example: 'QY0000038',
  },
  机构名称: {
    type: 'text',
    text: ['机构名称；目录外的县外机构必填', 'Name; needed for one outside the county that the directory does not have'],
    names: ['医疗机构名称', '定点医药机构名称', 'fixmedins_name'],
    max: 100,
  },
  就医地: placeColumn,
  就医地区划: {
    type: 'text',
    text: ['就医地行政区划代码', 'Division code of the place of care'],
    names: ['就医地行政区划', '就医地医保区划', 'mdtrtarea_admvs'],
    max: 12,
    example: '141099',
  },
  证件号码: { ...idCardColumn, required: true },
  姓名: nameColumn,
  险种: requiredInsurance,
  就医类别: medicalClassColumn,
  就诊号: {
    type: 'text',
    text: ['门急诊就诊号；住院为 病案号-住院次数', 'Visit number; for inpatients record number and times admitted, e.g. 00012345-2'],
    names: ['就诊ID', '住院/门诊号', '门诊号', '病案号', 'mdtrt_id', 'ipt_otp_no'],
    max: 64,
    example: '00012345-2',
  },
  入院时间: {
    type: 'time',
    text: ['入院或就诊时间', 'Time of admission or visit'],
    names: ['就诊时间', '入院日期', '开始日期', 'begndate'],
    required: true,
    example: '2026-01-05 08:30',
  },
  出院时间: {
    type: 'time',
    text: ['出院时间', 'Time of discharge'],
    names: ['出院日期', '结束日期', 'enddate'],
    example: '2026-01-12 10:00',
  },
  结算时间: {
    type: 'time',
    text: ['结算时间', 'Time of settlement'],
    names: ['结算日期', 'setl_time'],
    required: true,
    example: '2026-01-12 10:30',
  },
  诊断编码: {
    type: 'icd10',
    text: ['ICD-10 诊断编码，多个以 ; 分隔', 'ICD-10 diagnosis codes, several parted by ;'],
    names: ['病种编码', '诊断代码', '主诊断编码', 'dise_codg'],
    max: 500,
    example: 'J18.900',
  },
  总费用: { ...money('医疗费总额（元）', 'Total (yuan)', ['医疗费总额', '总金额', 'medfee_sumamt'], '4200.00'), required: true },
  统筹基金支付: money(
    '基本医保统筹基金支付（元）',
    'Paid by the pooled fund (yuan)',
    ['统筹基金支付金额', '统筹支付', 'hifp_pay'],
    '2800.00',
  ),
  大病保险支付: money(
    '大病保险支付（元）',
    'Paid by serious-illness insurance (yuan)',
    ['大病支付', '居民大病保险资金支出', 'hifmi_pay'],
    '0.00',
  ),
  医疗救助支付: money('医疗救助支付（元）', 'Paid by medical aid (yuan)', ['救助支付', '医疗救助基金支出', 'maf_pay'], '0.00'),
  个人账户支付: money('个人账户支付（元）', "Paid from the person's account (yuan)", ['个人账户支出', '账户支付', 'acct_pay'], '0.00'),
  个人现金支付: money('个人现金支付（元）', 'Paid in cash (yuan)', ['个人现金支出', '现金支付', 'psn_cash_pay'], '1400.00'),
} as const satisfies Columns
