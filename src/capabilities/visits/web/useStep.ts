import { useCallback, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useNarrow } from '../../../ui/screen.ts'
import type { Step } from './Steps.tsx'

/** Which part of the desk a small screen shows: the visit while one is open or somebody is registered, else today. On a desk all three are there. */
export function useStep(busy: boolean) {
  const narrow = useNarrow()
  const [step, setStep] = useState<Step>(busy ? 'visit' : 'today')
  useEffect(() => setStep(busy ? 'visit' : 'today'), [busy])
  return {
    step: narrow ? step : undefined,
    go: setStep,
    /** Shows a part at once, so that one of its fields can take the focus. */
    reveal: useCallback((to: Step) => (narrow ? flushSync(() => setStep(to)) : undefined), [narrow]),
  }
}
