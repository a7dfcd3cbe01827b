import { defineCapability } from '../../kernel/grammar/capability.ts'
import { lists } from './lists.ts'
import { pages } from './pages.ts'
import { texts } from './texts.ts'
import { views } from './views.ts'
import { plan, statement, task } from './workflows.ts'

export const plans = defineCapability({
  name: 'plans',
  text: texts.plans,
  workflows: [plan, task, statement],
  views,
  lists,
  measures: [],
  indicators: [],
  texts,
  pages,
})
