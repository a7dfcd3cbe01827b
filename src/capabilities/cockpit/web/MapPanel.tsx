import { Checkbox } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { measured } from '../../../kernel/grammar/amount.ts'
import { shift } from '../../../kernel/grammar/period.ts'
import { Combo } from '../../../ui/Combo.tsx'
import { Regions } from '../../../ui/charts/Regions.tsx'
import type { ListedIndicator } from '../../../ui/contract.ts'
import { meant } from '../../../ui/initials.ts'
import { useSay } from '../../../ui/language.tsx'
import { Empty, Failure, Loading } from '../../../ui/States.tsx'
import { placed, signOf } from '../place.ts'
import { InstitutionPoints, type Point, Sign } from './InstitutionPoints.tsx'
import { useBoundaries, useCells, useIndicators, useInstitutions } from './useCockpit.ts'
import { words } from './words.ts'

const usual = 'in-county-care-rate'

/** The county on a map: townships in the colours of an indicator of the last whole month, institutions as points that open. */
export default function MapPanel({ today }: { today: string }) {
  const say = useSay()
  const navigate = useNavigate()
  const [code, setCode] = useState(usual)
  const [clinics, setClinics] = useState(false)
  const [active, setActive] = useState<Point>()
  const month = shift(today.slice(0, 7), -1)
  const boundaries = useBoundaries()
  const indicators = useIndicators()
  const institutions = useInstitutions(today)
  const mapped = (indicators.data ?? []).filter(({ units }) => units.includes('township'))
  const indicator = mapped.find((one) => one.code === code) ?? mapped[0]
  const townships = useCells(indicator?.code ?? '', 'township', month, indicator !== undefined)
  const byOrg = useCells(indicator?.code ?? '', 'organization', month, indicator?.units.includes('organization') ?? false)
  const error = boundaries.error ?? indicators.error
  if (error) return <Failure error={error} retry={() => void boundaries.refetch()} />
  if (!boundaries.data || !indicators.data) return <Loading />
  if (boundaries.data.features.length === 0 || !indicator) return <Empty title={words.noMap} help={words.noMapHelp} />

  const text = (one: { value: number | null; suppressed?: true } | undefined) =>
    one?.suppressed ? say(words.few) : measured(one?.value ?? null, indicator.unit)
  const of = new Map(townships.data?.cells.map((cell) => [cell.unit.id, cell]))
  const values = new Map(byOrg.data?.cells.map((cell) => [cell.unit.id, cell]))
  const places = placed(boundaries.data.features, institutions.data ?? [])
  const points = (institutions.data ?? []).flatMap(({ id, name, type }): Point[] => {
    const [at, sign] = [places.get(id), signOf(type)]
    if (!at || !sign || (sign === 'clinic' && !clinics)) return []
    return [{ id, name, at, sign, text: byOrg.data ? text(values.get(id)) : '' }]
  })
  const link = `/numbers/${indicator.code}?unit=township&to=${month}`
  return (
    <section className="cockpit-map" aria-label={say(words.map)}>
      <div className="cockpit-map-head">
        <h2>{say(words.mapOf, { name: say(indicator.text), period: month })}</h2>
        <Combo<ListedIndicator>
          label={say(words.choose)}
          placeholder={say(words.chooseHint)}
          patience={0}
          find={(typed) => mapped.filter((one) => meant(say(one.text), typed)).slice(0, 12)}
          keyOf={(one) => one.code}
          nameOf={(one) => say(one.text)}
          show={(one) => say(one.text)}
          onPick={(one) => setCode(one.code)}
        />
        <Checkbox checked={clinics} onChange={({ target }) => setClinics(target.checked)}>
          {say(words.showClinics)}
        </Checkbox>
        <Link to={link}>{say(words.sameAsTable)}</Link>
      </div>
      <Regions
        title={say(words.mapOf, { name: say(indicator.text), period: month })}
        boundaries={boundaries.data}
        regions={boundaries.data.features.map(({ properties: { division, name } }) => {
          const cell = of.get(division)
          return { id: division, name: name ?? division, value: cell?.suppressed ? null : (cell?.value ?? null), text: text(cell) }
        })}
        format={(value) => measured(value, indicator.unit)}
        none={say(words.noValue)}
        onOpen={(unit) => navigate(`${link}&cell=${unit}~${month}`)}
        over={({ place }) => (
          <InstitutionPoints
            points={points}
            place={place}
            point={setActive}
            open={({ id }) => navigate(`/institutions/${encodeURIComponent(id)}`)}
          />
        )}
        legend={(['hospital', 'centre', ...(clinics ? (['clinic'] as const) : [])] as const).map((sign) => (
          <li key={sign}>
            <svg width="28" height="16" aria-hidden="true">
              <Sign sign={sign} x={14} y={8} />
            </svg>
            {say(words[sign])}
          </li>
        ))}
      />
      <p className="cockpit-map-said" aria-live="polite">
        {active ? (
          <>
            <strong>{active.name}</strong>
            {active.text && <span>{`${say(indicator.text)} ${active.text}`}</span>}
            <Link to={`/institutions/${encodeURIComponent(active.id)}`}>{say(words.openInstitution)}</Link>
          </>
        ) : (
          <span className="cw-muted">{say(words.pointAt)}</span>
        )}
        <span className="cw-muted">{say(words.placesInvented)}</span>
      </p>
    </section>
  )
}
