import { Link } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import { useMay } from '../../../ui/session.tsx'
import type { QualityMonth } from '../contract.ts'
import { texts } from '../texts.ts'

/** How many identities are in doubt, and where they are settled: nobody is refused for it, but somebody has to look. */
export function Doubts({ counts }: { counts: QualityMonth['conflicts'] }) {
  const say = useSay()
  const may = useMay()
  return (
    <p className="cw-gap">
      {say(texts.conflictCount, { ...counts, twice: counts.person + counts.length + counts.none })}{' '}
      {may('identity.read') && <Link to="/identities">{say(texts.openConflicts)}</Link>}
    </p>
  )
}
