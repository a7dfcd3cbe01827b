import { Lists } from '../../../ui/Lists.tsx'
import { lists } from '../lists.ts'
import { texts } from '../texts.ts'

/** Settlements one by one or as monthly sums, of the own institution or the whole county; a month narrows them. */
export default function Settlements() {
  return <Lists text={texts.insurance} lists={lists} monthly={lists.map(({ name }) => name)} wide />
}
