import type { AnyWorkflow } from '../../kernel/grammar/capability.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { List } from '../../kernel/grammar/view.ts'

/** A permission that a role may hold, in words. */
export type VerbRow = { verb: string; text: Text }

/** Permissions that are not verbs of a case: checked by the doors themselves. */
const houseVerbs: readonly VerbRow[] = [
  { verb: '*', text: ['全部权限', 'Everything'] },
  { verb: 'person.*', text: ['居民查找：全部', 'Finding residents: everything'] },
  { verb: 'person.read', text: ['查找居民', 'Find residents'] },
  { verb: 'indicators.read', text: ['查看指标', 'See numbers'] },
  { verb: 'import.*', text: ['导入数据：全部', 'Importing data: everything'] },
  { verb: 'import.read', text: ['查看导入（姓名、证件号按角色脱敏）', 'See imports, persons as the role sees them'] },
  { verb: 'import.refused', text: ['下载被拒行（原样，含个人信息）', 'Download refused rows as they were, persons included'] },
  {
    verb: 'reports.supervise',
    text: [
      '在机构岗位上审核、退回、催报各家月报，锁定月份',
      'Decide and chase the reports of all institutions and lock months, from a post at one of them',
    ],
  },
  { verb: 'accounts.*', text: ['账户与角色：全部', 'Accounts and roles: everything'] },
  { verb: 'accounts.read', text: ['查看账户与角色', 'See accounts and roles'] },
  { verb: 'accounts.create', text: ['新建账户', 'Make accounts'] },
  { verb: 'accounts.change', text: ['修改、停用账户', 'Change and disable accounts'] },
  { verb: 'accounts.reset', text: ['重置密码', 'Reset passwords'] },
  { verb: 'accounts.roles', text: ['修改角色', 'Change roles'] },
  { verb: 'client.*', text: ['接口客户端：全部', 'Machine clients: everything'] },
  { verb: 'client.read', text: ['查看接口客户端', 'See machine clients'] },
  { verb: 'client.create', text: ['新建接口客户端', 'Make machine clients'] },
  { verb: 'client.change', text: ['修改、停用接口客户端', 'Change and disable machine clients'] },
  { verb: 'client.rotate', text: ['更换客户端密钥', 'Give a machine client a new secret'] },
  { verb: 'fhir.*', text: ['FHIR 接口：全部', 'FHIR interface: everything'] },
  { verb: 'fhir.read', text: ['经 FHIR 接口读取全部病历资料', 'Read every clinical document by FHIR'] },
  { verb: 'fhir.write', text: ['经 FHIR 接口写入病历资料', 'Write clinical documents by FHIR'] },
  { verb: 'fhir.export', text: ['经 FHIR 接口批量导出', 'Bulk export by FHIR'] },
  { verb: 'audit.read', text: ['查看审计记录', 'Read the audit trail'] },
]

const about = ([zh, en]: Text, [zhWhat, enWhat]: Text): Text => [`${zh}：${zhWhat}`, `${en}: ${enWhat}`]

/** Reading lists whose rows are no cases: one permission may open several. */
function listRows(lists: readonly List[], known: ReadonlySet<string>): VerbRow[] {
  const rows = new Map<string, Text>()
  for (const { verb, view, text } of lists) {
    const needed = verb ?? `${view}.read`
    if (!known.has(needed)) rows.set(needed, rows.get(needed) ?? about(text, ['查看', 'see']))
  }
  return [...rows].map(([verb, text]) => ({ verb, text }))
}

/** Every permission there is, from the verbs of the cases, the lists and the house's own. */
export function verbRows(workflows: readonly AnyWorkflow[], lists: readonly List[] = []): VerbRow[] {
  const rows = [...houseVerbs, ...caseRows(workflows)]
  return [...rows, ...listRows(lists, new Set(rows.map(({ verb }) => verb)))]
}

/** What entries of the audit trail say was done, for actions that the verbs of cases and the lists tell. */
export function actionWords(actions: readonly string[], verbs: readonly VerbRow[], lists: readonly List[]): Readonly<Record<string, Text>> {
  const known = new Map([
    ...verbs.map(({ verb, text }) => [verb, text] as const),
    ...lists.map(({ name, text }) => [`list.${name}.read`, about(text, ['查看', 'see'])] as const),
  ])
  return Object.fromEntries(
    [...new Set(actions)].flatMap((action) => {
      const text = known.get(action) ?? past(known.get(action.replace(/\.history\.read$/, '.read')))
      return text ? [[action, text]] : []
    }),
  )
}
const past = (text: Text | undefined): Text | undefined => text && [`${text[0]}（修改记录）`, `${text[1]} (its history)`]

const caseRows = (workflows: readonly AnyWorkflow[]): VerbRow[] =>
  workflows.flatMap(({ kind, operations }) => [
    { verb: `${kind.name}.*`, text: about(kind.text, ['全部', 'everything']) },
    { verb: `${kind.name}.read`, text: about(kind.text, ['查看', 'see']) },
    ...Object.entries(operations).map(([verb, { text }]) => ({ verb: `${kind.name}.${verb}`, text: about(kind.text, text) })),
  ])
