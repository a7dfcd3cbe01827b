import { Lists } from '../../../ui/Lists.tsx'
import type { States } from '../../../ui/StateBadge.tsx'
import { registerStates } from '../codes.ts'
import { lists } from '../lists.ts'
import { texts } from '../texts.ts'

const states: States = {
  '1': { text: registerStates['1'], colour: 'green' },
  '2': { text: registerStates['2'], colour: 'orange' },
  '3': { text: registerStates['3'], colour: 'grey' },
  '4': { text: registerStates['4'], colour: 'grey' },
  '9': { text: registerStates['9'], colour: 'grey' },
}

/** Who is registered with a chronic disease, when he was last followed up and when he is due; and the follow-ups themselves. */
export default function Chronic() {
  return <Lists wide text={texts.chronic} lists={lists} states={states} />
}
