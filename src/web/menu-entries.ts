import { cockpit } from '../capabilities/cockpit/index.ts'
import { sections } from '../capabilities/index.ts'
import { visits } from '../capabilities/visits/index.ts'
import type { Page } from '../kernel/grammar/capability.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import { texts } from '../ui/texts.ts'
import { pathOf } from './path.ts'

type Entry = { to: string; text: Text }
const numbers: Entry = { to: '/numbers', text: texts.numbers }

/**
 * The pages a post may open, by the sections of capabilities/index.ts; the numbers stand beside the cockpit that shows the first of them.
 * Who receives patients and leads nothing (plans are read by who leads something) has that section first.
 */
export function menuEntries(may: (verb: string) => boolean, level: 'county' | 'prefecture'): readonly (readonly Entry[])[] {
  const shown = (page: Page) =>
    !page.hidden && !page.path.includes(':') && (!page.verb || may(page.verb)) && (page.where ?? level) === level
  const cares = sections.find((section) => section.includes(visits)) ?? []
  const ordered = may('visit.receive') && !may('plan.read') ? [cares, ...sections.filter((section) => section !== cares)] : sections
  return ordered
    .map((section) =>
      section.flatMap((one) => [
        ...one.pages.filter(shown).map((page) => ({ to: pathOf(page), text: page.text })),
        ...(one === cockpit ? [numbers] : []),
      ]),
    )
    .filter((entries) => entries.length > 0)
}
