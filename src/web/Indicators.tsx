import { useParams } from 'react-router'
import { Failure, Loading } from '../ui/States.tsx'
import { IndicatorPage } from './explorer/IndicatorPage.tsx'
import { Library } from './explorer/Library.tsx'
import './explorer/explorer.css'
import { NotFound } from './NotFound.tsx'
import { newestMonth, useIndicators } from './useIndicators.ts'

/** Numbers: the library of indicators, or one of them by its code. */
export default function Indicators() {
  const { code } = useParams()
  const { data, error, refetch } = useIndicators()
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  if (code === undefined) return <Library indicators={data} />
  const indicator = data.find((one) => one.code === code)
  if (!indicator) return <NotFound />
  return <IndicatorPage key={code} indicator={indicator} newest={newestMonth()} />
}
