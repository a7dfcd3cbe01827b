import { useSay } from '../../../ui/language.tsx'
import { WorkList } from '../../../ui/WorkList.tsx'
import { registerList } from '../lists.ts'
import { texts } from '../texts.ts'

/** Who is registered with a chronic disease at this institution and below, when he was last followed up and when he is due. */
export default function Registers() {
  const say = useSay()
  return (
    <>
      <h1>{say(texts.registers)}</h1>
      <WorkList list={registerList} />
    </>
  )
}
