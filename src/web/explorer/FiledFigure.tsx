import { lazy, Suspense } from 'react'
import type { Cell } from '../../ui/contract.ts'
import type { Question } from './question.ts'

const Filed = lazy(() => import('../../capabilities/filings/web/Filed.tsx'))

/** Under a value: what was filed of it and what it is now, or the button that files it. Its code is fetched when a value is there. */
export function FiledFigure({ code, question, cell }: { code: string; question: Question; cell: Cell }) {
  const { variant, grain, unit } = question
  if (cell.suppressed) return null
  return (
    <Suspense fallback={null}>
      <Filed code={code} grain={grain} period={cell.period} unit={unit} of={cell.unit.id} {...(variant ? { variant } : {})} />
    </Suspense>
  )
}
