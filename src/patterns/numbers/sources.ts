/** The documents that indicators come from, by their titles; the clause stands behind. */
export const survey = '国家卫生健康委 卫生资源与医疗服务调查制度'
export const monitoring2020 = '紧密型县域医疗卫生共同体建设评判标准和监测指标体系（试行，国卫办基层发〔2020〕12号）'
export const monitoring2024 = '紧密型县域医疗卫生共同体监测指标体系（2024版）'
export const level2 = '二级公立医院绩效考核（国卫办医发〔2019〕23号）'
export const tcmAppraisal = '公立中医医院绩效考核指标（国家中医药管理局）'
export const frontPage = '住院病案首页（卫医政发〔2011〕84号）'
/** One of the 28 indicators of the appraisal of level-2 public hospitals. */
export const ofLevel2 = (n: number, name: string) => `${level2}指标${n}：${name}`
