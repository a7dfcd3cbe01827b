import { defineCapability } from '../../kernel/grammar/capability.ts'
import { indicators, measures } from './indicators.ts'
import { lists } from './lists.ts'
import { numberTexts } from './number-texts.ts'
import { partTexts } from './part-texts.ts'
import { texts } from './texts.ts'
import { bedMonthView, equipmentView, figureView, postingView, staffView } from './views.ts'

export const resources = defineCapability({
  name: 'resources',
  text: texts.resources,
  workflows: [],
  views: [staffView, postingView, bedMonthView, equipmentView, figureView],
  lists,
  measures,
  indicators,
  texts: { ...texts, ...numberTexts, ...partTexts },
  pages: [{ path: '/resources', text: texts.resources, verb: 'indicators.read', page: () => import('./web/Resources.tsx') }],
})
