import { Button } from 'antd'
import { useRef } from 'react'
import { useSay } from '../../../ui/language.tsx'
import { texts } from '../texts.ts'

/** A button that asks for a table, CSV or workbook; the same file may be chosen again. */
export function ChooseFile({ label, busy, chosen }: { label: string; busy: boolean; chosen: (file: File) => void }) {
  const say = useSay()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button onClick={() => input.current?.click()} loading={busy}>
        {say(texts.choose)}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.xlsx,.xls"
        aria-label={label}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) chosen(file)
          target.value = ''
        }}
      />
    </>
  )
}
