import { Lists } from '../../../ui/Lists.tsx'
import { lists } from '../lists.ts'
import { texts } from '../texts.ts'

/** Lines of bills, of the own institution or the whole county; a month narrows them. */
export default function Fees() {
  return <Lists text={texts.fees} lists={lists} monthly={lists.map(({ name }) => name)} wide />
}
