import { useSay } from '../../../ui/language.tsx'
import { WorkList } from '../../../ui/WorkList.tsx'
import { followUpList } from '../lists.ts'
import { texts } from '../texts.ts'

/** Follow-ups done by this institution and below, newest first. */
export default function FollowUps() {
  const say = useSay()
  return (
    <>
      <h1>{say(texts.followUps)}</h1>
      <WorkList list={followUpList} />
    </>
  )
}
