import type { Text } from '../../kernel/grammar/texts.ts'

/** What somebody is employed as (岗位类别), in the groups of 卫生资源与医疗服务调查制度, 卫生人力基本信息调查表. */
export const staffCategories = {
  '11': ['执业医师', 'Physician'],
  '12': ['执业助理医师', 'Assistant physician'],
  '13': ['乡村医生', 'Village doctor'],
  '21': ['注册护士', 'Registered nurse'],
  '31': ['药师', 'Pharmacist'],
  '41': ['技师', 'Technician'],
  '51': ['公共卫生', 'Public health'],
  '71': ['管理', 'Management'],
  '81': ['工勤', 'Support'],
  '91': ['其他', 'Other'],
} as const satisfies Readonly<Record<string, Text>>

/** Level of the professional title (职称), whatever its wording. */
export const titleLevels = {
  '1': ['正高', 'Senior'],
  '2': ['副高', 'Associate senior'],
  '3': ['中级', 'Intermediate'],
  '4': ['初级', 'Junior'],
  '9': ['无', 'None'],
} as const satisfies Readonly<Record<string, Text>>

/** How a PractitionerRole says it: the category is a second code beside the role, the others are extensions. */
export const staffCategorySystem = 'urn:countywide:staff-category'
export const postUrls = {
  titleLevel: 'urn:countywide:title-level',
  /** The institution that sends somebody whose post is a posting (派驻). */
  home: 'urn:countywide:home-organization',
  daysPerWeek: 'urn:countywide:days-per-week',
  generalPractice: 'urn:countywide:general-practice',
  department: 'urn:countywide:department',
} as const
