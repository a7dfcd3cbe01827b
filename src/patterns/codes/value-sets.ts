/** Small national value sets: code, 中文, English. Sources stand beside each; the order is the standard's. */
export type ValueSet = Readonly<Record<string, readonly [zh: string, en: string]>>

/** The English name for screens in English, otherwise the Chinese one; the code itself when the set does not know it. */
export function nameIn(set: ValueSet, code: string, language: 'zh' | 'en'): string {
  return set[code]?.[language === 'zh' ? 0 : 1] ?? code
}

/** 性别, GB/T 2261.1 */
export const sexes = {
  '0': ['未知的性别', 'Unknown'],
  '1': ['男', 'Male'],
  '2': ['女', 'Female'],
  '9': ['未说明的性别', 'Not stated'],
} as const satisfies ValueSet

/** 婚姻状况, GB/T 2261.2 */
export const maritalStatuses = {
  '10': ['未婚', 'Never married'],
  '20': ['已婚', 'Married'],
  '21': ['初婚', 'First marriage'],
  '22': ['再婚', 'Remarried'],
  '23': ['复婚', 'Remarried to the same person'],
  '30': ['丧偶', 'Widowed'],
  '40': ['离婚', 'Divorced'],
  '90': ['未说明', 'Not stated'],
} as const satisfies ValueSet

/** 家庭关系, GB/T 4761 (one digit) */
export const familyRelations = {
  '0': ['本人或户主', 'Self or head of household'],
  '1': ['配偶', 'Spouse'],
  '2': ['子', 'Son'],
  '3': ['女', 'Daughter'],
  '4': ['孙子女', 'Grandchild'],
  '5': ['父母', 'Parent'],
  '6': ['祖父母', 'Grandparent'],
  '7': ['兄弟姐妹', 'Sibling'],
  '8': ['其他', 'Other'],
} as const satisfies ValueSet

/** 身份证件类别, CV02.01.101 */
export const idTypes = {
  '01': ['居民身份证', 'Resident identity card'],
  '02': ['居民户口簿', 'Household register'],
  '03': ['护照', 'Passport'],
  '04': ['军官证', 'Military officer card'],
  '05': ['驾驶证', 'Driving licence'],
  '06': ['港澳居民来往内地通行证', 'Mainland travel permit, Hong Kong and Macao'],
  '07': ['台湾居民来往内地通行证', 'Mainland travel permit, Taiwan'],
  '99': ['其他法定有效证件', 'Other valid document'],
} as const satisfies ValueSet

/** 职业, front page of the inpatient record */
export const occupations = {
  '11': ['国家公务员', 'Civil servant'],
  '13': ['专业技术人员', 'Professional'],
  '17': ['职员', 'Clerk'],
  '21': ['企业管理人员', 'Manager'],
  '24': ['工人', 'Worker'],
  '27': ['农民', 'Farmer'],
  '31': ['学生', 'Student'],
  '37': ['现役军人', 'Soldier'],
  '51': ['自由职业者', 'Freelancer'],
  '54': ['个体经营者', 'Self-employed'],
  '70': ['无业人员', 'Without work'],
  '80': ['退（离）休人员', 'Retired'],
  '90': ['其他', 'Other'],
} as const satisfies ValueSet

/** 医疗付费方式, front page of the inpatient record; 2 and 3 are one insurance (城乡居民) since the merger of the schemes */
export const payments = {
  '1': ['城镇职工基本医疗保险', 'Employee insurance'],
  '2': ['城镇居民基本医疗保险', 'Urban resident insurance'],
  '3': ['新型农村合作医疗', 'Rural cooperative insurance'],
  '4': ['贫困救助', 'Medical assistance'],
  '5': ['商业医疗保险', 'Commercial insurance'],
  '6': ['全公费', 'Public funds'],
  '7': ['全自费', 'Self-paid'],
  '8': ['其他社会保险', 'Other social insurance'],
  '9': ['其他', 'Other'],
} as const satisfies ValueSet

/** 入院途径, front page of the inpatient record */
export const admissionRoutes = {
  '1': ['急诊', 'Emergency'],
  '2': ['门诊', 'Outpatient'],
  '3': ['其他医疗机构转入', 'Transferred in'],
  '9': ['其他', 'Other'],
} as const satisfies ValueSet

/** 离院方式, front page of the inpatient record */
export const departures = {
  '1': ['医嘱离院', 'Discharged on advice'],
  '2': ['医嘱转院', 'Transferred on advice'],
  '3': ['医嘱转社区卫生服务机构/乡镇卫生院', 'Transferred to primary care'],
  '4': ['非医嘱离院', 'Left against advice'],
  '5': ['死亡', 'Died'],
  '9': ['其他', 'Other'],
} as const satisfies ValueSet

/** ABO 血型 */
export const bloodGroups = {
  '1': ['A型', 'A'],
  '2': ['B型', 'B'],
  '3': ['O型', 'O'],
  '4': ['AB型', 'AB'],
  '5': ['不详', 'Unknown'],
  '6': ['未查', 'Not tested'],
} as const satisfies ValueSet

/** Rh 血型 */
export const rhesus = {
  '1': ['阴性', 'Negative'],
  '2': ['阳性', 'Positive'],
  '3': ['不详', 'Unknown'],
  '4': ['未查', 'Not tested'],
} as const satisfies ValueSet

/** 入院病情, front page of the inpatient record */
export const onAdmission = {
  '1': ['有', 'Present'],
  '2': ['临床未确定', 'Clinically undetermined'],
  '3': ['情况不明', 'Unknown'],
  '4': ['无', 'Not present'],
} as const satisfies ValueSet

/** 手术级别, 医疗机构手术分级管理办法 */
export const operationLevels = {
  '1': ['一级', 'Level 1'],
  '2': ['二级', 'Level 2'],
  '3': ['三级', 'Level 3'],
  '4': ['四级', 'Level 4'],
} as const satisfies ValueSet

/** 切口等级, front page of the inpatient record */
export const incisions = {
  '0': ['0类', 'Class 0'],
  '1': ['Ⅰ', 'Class I'],
  '2': ['Ⅱ', 'Class II'],
  '3': ['Ⅲ', 'Class III'],
} as const satisfies ValueSet

/** 切口愈合类别, front page of the inpatient record */
export const healings = {
  '1': ['甲', 'Well'],
  '2': ['乙', 'Fair'],
  '3': ['丙', 'Badly'],
  '9': ['其他', 'Other'],
} as const satisfies ValueSet

/** 病案质量, front page of the inpatient record */
export const recordGrades = {
  '1': ['甲', 'Good'],
  '2': ['乙', 'Fair'],
  '3': ['丙', 'Poor'],
} as const satisfies ValueSet

/** 药物过敏 and 31 天内再住院计划, front page of the inpatient record: 1 is no */
export const noneOrSome = {
  '1': ['无', 'No'],
  '2': ['有', 'Yes'],
} as const satisfies ValueSet

/** 死亡患者尸检, front page of the inpatient record: 1 is yes */
export const yesOrNo = {
  '1': ['是', 'Yes'],
  '2': ['否', 'No'],
} as const satisfies ValueSet

/** 民族, GB/T 3304-1991 */
export const nationalities = {
  '01': ['汉族', 'Han'],
  '02': ['蒙古族', 'Mongol'],
  '03': ['回族', 'Hui'],
  '04': ['藏族', 'Tibetan'],
  '05': ['维吾尔族', 'Uyghur'],
  '06': ['苗族', 'Miao'],
  '07': ['彝族', 'Yi'],
  '08': ['壮族', 'Zhuang'],
  '09': ['布依族', 'Buyei'],
  '10': ['朝鲜族', 'Korean'],
  '11': ['满族', 'Manchu'],
  '12': ['侗族', 'Dong'],
  '13': ['瑶族', 'Yao'],
  '14': ['白族', 'Bai'],
  '15': ['土家族', 'Tujia'],
  '16': ['哈尼族', 'Hani'],
  '17': ['哈萨克族', 'Kazakh'],
  '18': ['傣族', 'Dai'],
  '19': ['黎族', 'Li'],
  '20': ['傈僳族', 'Lisu'],
  '21': ['佤族', 'Va'],
  '22': ['畲族', 'She'],
  '23': ['高山族', 'Gaoshan'],
  '24': ['拉祜族', 'Lahu'],
  '25': ['水族', 'Sui'],
  '26': ['东乡族', 'Dongxiang'],
  '27': ['纳西族', 'Naxi'],
  '28': ['景颇族', 'Jingpo'],
  '29': ['柯尔克孜族', 'Kirgiz'],
  '30': ['土族', 'Tu'],
  '31': ['达斡尔族', 'Daur'],
  '32': ['仫佬族', 'Mulao'],
  '33': ['羌族', 'Qiang'],
  '34': ['布朗族', 'Blang'],
  '35': ['撒拉族', 'Salar'],
  '36': ['毛南族', 'Maonan'],
  '37': ['仡佬族', 'Gelao'],
  '38': ['锡伯族', 'Xibe'],
  '39': ['阿昌族', 'Achang'],
  '40': ['普米族', 'Pumi'],
  '41': ['塔吉克族', 'Tajik'],
  '42': ['怒族', 'Nu'],
  '43': ['乌孜别克族', 'Uzbek'],
  '44': ['俄罗斯族', 'Russian'],
  '45': ['鄂温克族', 'Ewenki'],
  '46': ['德昂族', 'Deang'],
  '47': ['保安族', 'Bonan'],
  '48': ['裕固族', 'Yugur'],
  '49': ['京族', 'Gin'],
  '50': ['塔塔尔族', 'Tatar'],
  '51': ['独龙族', 'Derung'],
  '52': ['鄂伦春族', 'Oroqen'],
  '53': ['赫哲族', 'Hezhen'],
  '54': ['门巴族', 'Monba'],
  '55': ['珞巴族', 'Lhoba'],
  '56': ['基诺族', 'Jino'],
} as const satisfies ValueSet
