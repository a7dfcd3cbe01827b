import type { Page } from '../../kernel/grammar/capability.ts'
import { webTexts } from './web-texts.ts'

/** Plans and their tasks stand in the menu; one plan, one target and the adoption are opened from there. */
export const pages: readonly Page[] = [
  { path: '/plans', text: webTexts.plans, verb: 'plan.read', page: () => import('./web/Plans.tsx') },
  { path: '/plans/tasks', text: webTexts.taskPage, verb: 'task.read', page: () => import('./web/Tasks.tsx') },
  { path: '/plans/adopt/:code', text: webTexts.adoptPage, verb: 'plan.adopt', hidden: true, page: () => import('./web/Adopt.tsx') },
  { path: '/plans/:plan', text: webTexts.board, verb: 'plan.read', hidden: true, page: () => import('./web/Board.tsx') },
  {
    path: '/plans/:plan/targets/:target',
    text: webTexts.targetPage,
    verb: 'plan.read',
    hidden: true,
    page: () => import('./web/TargetPage.tsx'),
  },
]
