import { Lists } from '../../../ui/Lists.tsx'
import type { States } from '../../../ui/StateBadge.tsx'
import { lists } from '../lists.ts'
import { texts } from '../texts.ts'

const states: States = {
  active: { text: texts.atWork, colour: 'green' },
  later: { text: texts.later, colour: 'blue' },
  ended: { text: texts.ended, colour: 'grey' },
  'in-use': { text: texts.inUse, colour: 'green' },
  stopped: { text: texts.stopped, colour: 'orange' },
  scrapped: { text: texts.scrapped, colour: 'grey' },
}

/** What the county has to work with: its people, beds, equipment and monthly figures, each as a list of the own institution and those below. */
export default function Resources() {
  return <Lists text={texts.resources} lists={lists} states={states} monthly={['bed-months', 'month-figures']} />
}
