import { Link } from 'react-router'
import { useSay } from './language.tsx'
import { texts } from './texts.ts'

/** A number that opens onto its rows. Without an address, or when there is nothing to open, it is only a number. */
export function Num({ text, to, detail }: { text: string; to?: string | undefined; detail?: string | undefined }) {
  const say = useSay()
  if (!to) return <span title={detail}>{text}</span>
  return (
    <Link to={to} className="cw-num" title={[detail, say(texts.openRows)].filter(Boolean).join(' · ')}>
      {text}
    </Link>
  )
}
