import { Link, useParams } from 'react-router'
import { useSay } from '../ui/language.tsx'
import { Empty, Failure, Loading } from '../ui/States.tsx'
import { texts } from '../ui/texts.ts'
import { IndicatorSheet } from './IndicatorSheet.tsx'
import { useIndicators } from './useIndicators.ts'

/** Numbers: the list of indicators, and one of them by institution and month. */
export default function Indicators() {
  const say = useSay()
  const { code } = useParams()
  const { data, error, refetch } = useIndicators()
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  if (data.length === 0) return <Empty title={texts.noIndicators} />
  const shown = data.find((one) => one.code === code) ?? data[0]
  return (
    <div className="cw-numbers">
      <nav aria-label={say(texts.indicatorList)}>
        <ul>
          {data.map((one) => (
            <li key={one.code}>
              <Link to={`/numbers/${one.code}`} aria-current={one === shown ? 'page' : undefined}>
                {say(one.text)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {shown && <IndicatorSheet key={shown.code} indicator={shown} />}
    </div>
  )
}
