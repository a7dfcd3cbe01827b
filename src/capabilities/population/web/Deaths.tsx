import { useSay } from '../../../ui/language.tsx'
import { WorkList } from '../../../ui/WorkList.tsx'
import { deathList } from '../lists.ts'
import { texts } from '../texts.ts'

/** Death cards of this institution and below, newest first. */
export default function Deaths() {
  const say = useSay()
  return (
    <>
      <h1>{say(texts.deaths)}</h1>
      <WorkList list={deathList} />
    </>
  )
}
