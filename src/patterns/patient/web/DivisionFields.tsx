import type { ReactNode } from 'react'
import { CodePicker } from '../../../ui/CodePicker.tsx'
import { useSay } from '../../../ui/language.tsx'
import { divisionsThatFit } from './divisions-that-fit.ts'
import type { Typed } from './identity.ts'
import { useDivisions } from './useDivisions.ts'
import { words } from './words.ts'

type Line = (field: string, input: ReactNode) => ReactNode
/** Township, then village, chosen from the county's table by name, initials or code; nothing where there is no table. Another township forgets the village. */
export function DivisionFields({ typed, type, line }: { typed: Typed; type: (change: Typed) => void; line: Line }) {
  const say = useSay()
  const divisions = useDivisions()
  const { township = '', village = '' } = typed
  const townships = divisions.filter(({ code }) => code.length === 9)
  const villages = divisions.filter(({ code }) => code.length === 12 && code.startsWith(township))
  if (!townships.length) return null
  // a code that the table does not hold any more is shown as it is
  const chosen = (code: string) => (code ? (divisions.find((one) => one.code === code) ?? { code, name: code, initials: '' }) : null)
  return (
    <>
      {line(
        'township',
        <CodePicker
          id="resident-township"
          label={say(words.township)}
          opens
          find={(q) => divisionsThatFit(townships, q)}
          value={chosen(township)}
          onPick={({ code }) => code !== township && type({ township: code, village: '' })}
        />,
      )}
      {line(
        'village',
        <CodePicker
          id="resident-village"
          label={say(words.village)}
          opens
          find={(q) => divisionsThatFit(villages, q)}
          value={chosen(village)}
          disabled={!township}
          onPick={({ code }) => type({ village: code })}
        />,
      )}
    </>
  )
}
