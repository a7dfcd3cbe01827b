import { useSearchParams } from 'react-router'
import { Lists } from '../../../ui/Lists.tsx'
import { lists } from '../lists.ts'
import { texts } from '../texts.ts'
import { admission } from '../workflow.ts'
import { Stay } from './Stay.tsx'
import './admissions.css'

/** Patients who left hospital, with their diagnoses and operations; a month narrows them, a row opens its stay. */
export default function Admissions() {
  const [params] = useSearchParams()
  const id = params.get('id')
  if (id) return <Stay key={id} id={id} />
  return <Lists text={texts.admissions} lists={lists} states={admission.kind.states} monthly={lists.map(({ name }) => name)} wide />
}
