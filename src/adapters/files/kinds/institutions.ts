import { toFhir } from '../../../capabilities/organisations/organization/fhir.ts'
import { institutionTypes } from '../../../patterns/institutions/ws218.ts'
import { type Column, defineKind } from '../kind.ts'
import { openDirectory } from './directory.ts'
import { type Placing, placing } from './placing.ts'

/** WS 218 codes and levels with their Chinese words: a file may hold either. */
const types = Object.fromEntries(Object.entries(institutionTypes).map(([code, [zh]]) => [code, zh]))
const levels = { province: '省', prefecture: '市', county: '县', group: '医疗集团', institution: '机构' }
const count = (text: Column['text'], names: readonly string[], example: string) => ({ type: 'integer', text, names, example }) as const

/**
 * The directory: administrative levels, the medical group, institutions, as capability organisations keeps them. Rows name each other (parents, successors) in any
 * order. What a row leaves empty stays as it is; an organisation somebody has changed here is not overwritten.
 */
export const institutions = defineKind({
  name: 'institutions',
  text: ['机构', 'Institutions'],
  columns: {
    机构代码: {
      type: 'text',
      text: ['机构代码，全县不重复', 'Institution code, unique in the county'],
      names: ['医疗机构代码', '组织机构代码', 'JGDM', 'YLJGDM'],
      required: true,
      max: 40,
      example: 'QY0000038',
    },
    机构名称: {
      type: 'text',
      text: ['机构名称', 'Name'],
      names: ['医疗机构名称', 'JGMC', 'YLJGMC'],
      required: true,
      max: 100,
      example: '青原县人民医院',
    },
    英文名: { type: 'text', text: ['英文名称', 'Name in English'], names: ['英文名称'], max: 150, example: 'Qingyuan County Hospital' },
    机构类别: {
      type: 'code',
      text: ['WS 218 卫生机构类别；市、县、集团和行政机构不填', 'Type by WS 218; empty for prefecture, county, group and administrations'],
      names: ['机构类别代码', '机构类型', 'JGLB'],
      codes: types,
      example: 'A100',
    },
    层级: { type: 'code', text: ['层级，空为机构', 'Level; an institution when empty'], codes: levels, example: '机构' },
    上级机构代码: {
      type: 'text',
      text: ['上级机构代码，空为县', 'Code of the organisation above; the county when empty'],
      names: ['上级代码', '主管机构代码'],
      max: 40,
      example: 'QY000002X',
    },
    乡镇代码: { type: 'division9', text: ['所在乡镇（GB/T 10114）', 'Township where it stands (GB/T 10114)'], example: '141099100' },
    行政村代码: { type: 'division12', text: ['所在村', 'Village where it stands'], names: ['村代码'], example: '141099100201' },
    医院等级: { type: 'text', text: ['医院等级', 'Hospital grade'], names: ['机构等级', '等级'], max: 20, example: '二级甲等' },
    启用日期: { type: 'day', text: ['启用日期', 'First day'], names: ['成立日期', '开业日期'], required: true, example: '2020-01-01' },
    停用日期: { type: 'day', text: ['停用日期，最后一天', 'Last day'], names: ['撤销日期', '注销日期'], example: '2025-06-30' },
    并入机构代码: {
      type: 'text',
      text: ['停用后由哪个机构承接，多个以 ; 分隔', 'Who took over when it closed, several parted by ;'],
      max: 300,
      example: 'QY0000038',
    },
    编制床位: count(['编制床位', 'Beds approved'], ['编制床位数'], '200'),
    服务人口: count(['服务人口', 'Persons served'], ['服务人口数'], '95000'),
  },
  extra: async (record, county): Promise<Placing> => placing(await openDirectory(record, county)),
  survey: (row, _, placed) => placed.hear(row),
  read(row, context, refuse, placed) {
    const { organization, problems } = placed.place(row, context)
    for (const problem of problems) refuse(...problem)
    return toFhir(organization).map((resource) => ({ resource, owner: 'organization' }))
  },
})
