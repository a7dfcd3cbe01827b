import { Link, useNavigate, useParams } from 'react-router'
import { Choice } from '../ui/Choice.tsx'
import { useSay } from '../ui/language.tsx'
import { Empty, Failure, Loading } from '../ui/States.tsx'
import { useNarrow } from '../ui/screen.ts'
import { texts } from '../ui/texts.ts'
import { IndicatorSheet } from './IndicatorSheet.tsx'
import { useIndicators } from './useIndicators.ts'

/** Numbers: the list of indicators (a choice on a small screen), and one of them by institution and month. */
export default function Indicators() {
  const say = useSay()
  const narrow = useNarrow()
  const navigate = useNavigate()
  const { code } = useParams()
  const { data, error, refetch } = useIndicators()
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  if (data.length === 0) return <Empty title={texts.noIndicators} />
  const shown = data.find((one) => one.code === code) ?? data[0]
  return (
    <div className="cw-numbers">
      {narrow ? (
        <Choice
          label={say(texts.indicatorList)}
          value={shown?.code}
          options={data.map((one) => ({ value: one.code, label: say(one.text) }))}
          onChange={(chosen) => chosen && void navigate(`/numbers/${chosen}`)}
        />
      ) : (
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
      )}
      {shown && <IndicatorSheet key={shown.code} indicator={shown} />}
    </div>
  )
}
