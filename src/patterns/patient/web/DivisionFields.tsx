import type { ReactNode } from 'react'
import { Choice, type Option } from '../../../ui/Choice.tsx'
import type { Typed } from './identity.ts'
import { useDivisions } from './useDivisions.ts'

type Line = (field: string, input: ReactNode) => ReactNode
/** Township and village chosen from the county's table; nothing where there is none. Another township forgets the village. */
export function DivisionFields({ typed, type, line }: { typed: Typed; type: (change: Typed) => void; line: Line }) {
  const divisions = useDivisions()
  const { township = '', village = '' } = typed
  const options = (length: number, within = ''): Option[] =>
    divisions.flatMap(({ code, name }) => (code.length === length && code.startsWith(within) ? [{ value: code, label: name }] : []))
  const townships = options(9)
  if (!townships.length) return null
  return (
    <>
      {line(
        'township',
        <Choice
          id="resident-township"
          value={township}
          options={townships}
          onChange={(code = '') => type({ township: code, village: '' })}
        />,
      )}
      {line(
        'village',
        <Choice
          id="resident-village"
          value={village}
          options={township ? options(12, township) : []}
          disabled={!township}
          onChange={(code = '') => type({ village: code })}
        />,
      )}
    </>
  )
}
