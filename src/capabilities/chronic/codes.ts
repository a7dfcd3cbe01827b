import type { ValueSet } from '../../patterns/codes/value-sets.ts'

/** Diseases whose patients are registered and followed up: basic public health services (hypertension, diabetes, COPD, severe mental disorder) and the chronic-disease report cards. */
export const diseases = {
  HTN: ['高血压', 'Hypertension'],
  DM: ['2型糖尿病', 'Type 2 diabetes'],
  COPD: ['慢阻肺', 'COPD'],
  CHD: ['冠心病', 'Coronary heart disease'],
  STROKE: ['脑卒中', 'Stroke'],
  CANCER: ['恶性肿瘤', 'Cancer'],
  SMI: ['严重精神障碍', 'Severe mental disorder'],
} as const satisfies ValueSet

/** 管理状态 */
export const registerStates = {
  '1': ['在管', 'Managed'],
  '2': ['失访', 'Lost'],
  '3': ['迁出', 'Moved away'],
  '4': ['死亡', 'Died'],
  '9': ['终止', 'Ended'],
} as const satisfies ValueSet

/** 随访方式 (国家基本公共卫生服务规范第三版, follow-up forms). */
export const methods = {
  '1': ['门诊', 'At the clinic'],
  '2': ['家庭', 'At home'],
  '3': ['电话', 'By telephone'],
} as const satisfies ValueSet

/** 服药依从性, same forms. */
export const adherences = {
  '1': ['规律', 'Regular'],
  '2': ['间断', 'With gaps'],
  '3': ['不服药', 'None'],
} as const satisfies ValueSet

/** 此次随访分类, same forms. */
export const results = {
  '1': ['控制满意', 'Controlled'],
  '2': ['控制不满意', 'Not controlled'],
  '3': ['不良反应', 'Adverse reaction'],
  '4': ['并发症', 'Complication'],
} as const satisfies ValueSet
