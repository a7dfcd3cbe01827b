import { useNavigate } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import { WorkList } from '../../../ui/WorkList.tsx'
import { residentList } from '../lists.ts'
import { texts } from '../texts.ts'

/** The residents this institution and those below it have in their registers; a row opens the resident's card. */
export default function Register() {
  const say = useSay()
  const navigate = useNavigate()
  return (
    <>
      <h1>{say(texts.register)}</h1>
      <WorkList list={residentList} onOpen={(row) => navigate(residentList.opens(row.id))} />
    </>
  )
}
