import { Lists } from '../../../ui/Lists.tsx'
import { deathList, residentList } from '../lists.ts'
import { texts } from '../texts.ts'

/** Who stands in the residents' registers, and who died; a resident's row opens his card. */
export default function Registers() {
  return <Lists wide text={texts.registers} lists={[residentList, deathList]} />
}
