import { expect, it } from 'vitest'
import { capabilities } from '../../capabilities/index.ts'
import { actionWords, verbRows } from './verbs.ts'

it('the audit trail names verbs of cases, their history and lists in words; what nobody named stays a code', () => {
  const lists = capabilities.flatMap((one) => one.lists)
  const verbs = verbRows(
    capabilities.flatMap(({ workflows }) => workflows),
    lists,
  )
  const words = actionWords(['visit.transfer', 'visit.history.read', 'list.visits.read', 'visit.transfer', 'no.such'], verbs, lists)
  expect(Object.fromEntries(Object.entries(words).map(([action, [zh]]) => [action, zh]))).toEqual({
    'visit.transfer': '就诊：转科/更换医生',
    'visit.history.read': '就诊：查看（修改记录）',
    'list.visits.read': '就诊列表：查看',
  })
})
