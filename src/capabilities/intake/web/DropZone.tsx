import { type DragEvent, useRef, useState } from 'react'
import { useSay } from '../../../ui/language.tsx'
import { texts } from '../texts.ts'
import './intake.css'

/** Takes a file by drag, click or keyboard; while it is being sent, how much has gone. */
export function DropZone({ onFile, sending }: { onFile: (file: File) => void; sending: number | undefined }) {
  const say = useSay()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file && sending === undefined) onFile(file)
  }
  return (
    <button
      type="button"
      className={over ? 'cw-drop cw-drop-over' : 'cw-drop'}
      disabled={sending !== undefined}
      onClick={() => input.current?.click()}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <strong>{sending === undefined ? say(texts.dropHere) : say(texts.uploading, { percent: sending })}</strong>
      <span className="cw-muted">{say(texts.accepted)}</span>
      {sending !== undefined && <progress max={100} value={sending} />}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={say(texts.choose)}
        accept=".csv,.txt,.tsv,.xlsx,.xls,.dbf,.ndjson"
        onClick={(event) => event.stopPropagation()}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) onFile(file)
          target.value = ''
        }}
      />
    </button>
  )
}
