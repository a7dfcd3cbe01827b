import type { Text } from '../../kernel/grammar/texts.ts'

/**
 * The words of the roles a county starts with (server/access/roles.ts), and of the posts that give no rights (office, support, other); a role the county added
 * shows its own name.
 */
export const roleTexts: Readonly<Record<string, Text>> = {
  'village-doctor': ['村医', 'Village doctor'],
  'township-doctor': ['乡镇医生', 'Township doctor'],
  'county-doctor': ['县级医生', 'County doctor'],
  reader: ['诊断医生', 'Diagnostic reader'],
  nurse: ['护士', 'Nurse'],
  technician: ['医技人员', 'Technician'],
  pharmacist: ['药师', 'Pharmacist'],
  'public-health': ['公共卫生人员', 'Public-health worker'],
  dispatcher: ['120 调度员', '120 dispatcher'],
  registrar: ['挂号收费员', 'Registrar'],
  statistician: ['统计员', 'Statistician'],
  director: ['机构负责人', 'Director'],
  chief: ['卫生健康局负责人', 'Health bureau chief'],
  'insurance-officer': ['医保经办人员', 'Insurance officer'],
  supervisor: ['市级监管人员', 'Prefecture supervisor'],
  administrator: ['系统管理员', 'Administrator'],
  'privacy-officer': ['隐私保护专员', 'Privacy officer'],
  office: ['行政管理人员', 'Office'],
  support: ['工勤技能人员', 'Support staff'],
  other: ['其他人员', 'Other staff'],
}
