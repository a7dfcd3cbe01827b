import { defineCapability } from '../../kernel/grammar/capability.ts'
import { texts } from './texts.ts'

export const boards = defineCapability({
  name: 'boards',
  text: texts.boards,
  workflows: [],
  views: [],
  lists: [],
  measures: [],
  indicators: [],
  texts,
  pages: [
    { path: '/institutions', text: texts.institution, verb: 'plan.read', where: 'county', page: () => import('./web/Institutions.tsx') },
    { path: '/institutions/:id', text: texts.institution, verb: 'plan.read', page: () => import('./web/Institutions.tsx') },
    { path: '/prefecture', text: texts.prefecture, verb: 'plan.read', where: 'prefecture', page: () => import('./web/Prefecture.tsx') },
  ],
})
