import { defineCapability } from '../../kernel/grammar/capability.ts'
import { indicators, measures } from './indicators.ts'
import { lists } from './lists.ts'
import { texts } from './texts.ts'
import { deathView, deceasedView, populationView, residentView } from './views.ts'

export const population = defineCapability({
  name: 'population',
  text: texts.populationAndDeaths,
  workflows: [],
  views: [residentView, deceasedView, populationView, deathView],
  lists,
  measures,
  indicators,
  texts,
  pages: [
    { path: '/people', text: texts.registers, verb: 'resident.read', page: () => import('./web/Registers.tsx') },
    { path: '/population', text: texts.population, verb: 'population.read', page: () => import('./web/Population.tsx') },
  ],
})
