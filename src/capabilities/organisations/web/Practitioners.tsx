import { useSearchParams } from 'react-router'
import type { Row } from '../../../ui/contract.ts'
import { useSay } from '../../../ui/language.tsx'
import { useMay, useSession } from '../../../ui/session.tsx'
import { WorkList } from '../../../ui/WorkList.tsx'
import { lists } from '../lists.ts'
import { personOfPost } from '../practitioner/fhir.ts'
import { texts } from '../texts.ts'
import { practitioner } from '../workflows.ts'
import { Actions } from './Actions.tsx'
import { PersonDetails } from './PersonDetails.tsx'
import { RegisterForm } from './PersonForms.tsx'
import './organisations.css'

const list = lists.find(({ name }) => name === 'practitioners')!

/** Everybody with a post at the own institution and below it; one person beside the list. */
export default function Practitioners() {
  const say = useSay()
  const may = useMay()
  const { post } = useSession()
  const [params, setParams] = useSearchParams()
  const reads = may('practitioner.read')
  const id = reads ? params.get('id') : null
  const open = (person: string) => setParams({ id: person })
  return (
    <>
      <h1>{say(texts.practitioners)}</h1>
      {may('practitioner.register') && (
        <Actions
          acts={[
            {
              verb: 'register',
              text: texts.register,
              form: (leave) => <RegisterForm {...(post ? { organization: post.organization.id } : {})} leave={leave} done={open} />,
            },
          ]}
        />
      )}
      <div className={id ? 'org-pair' : 'org-single'}>
        <WorkList
          list={list}
          states={{ ...practitioner.kind.states, ended: { text: texts.ended, colour: 'grey' } }}
          {...(reads ? { onOpen: (row: Row) => open(personOfPost(row.id)) } : {})}
        />
        {id && <PersonDetails key={id} id={id} leave={() => setParams({})} />}
      </div>
    </>
  )
}
