import { Link } from 'react-router'
import { useSay } from '../ui/language.tsx'
import { Empty } from '../ui/States.tsx'
import { texts } from '../ui/texts.ts'

export function NotFound() {
  const say = useSay()
  return (
    <Empty page title={texts.notFound} help={texts.notFoundHelp}>
      <Link to="/">{say(texts.toHome)}</Link>
    </Empty>
  )
}
