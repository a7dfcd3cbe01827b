import { type DragEvent, useRef, useState } from 'react'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { textOf } from '../../../ui/api.ts'
import type { Field } from '../../../ui/FieldControl.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { Evidence } from '../shape.ts'
import { webTexts as words } from '../web-texts.ts'
import { sendFile } from './send-file.ts'

type Kept = Pick<Evidence, 'checksum' | 'name' | 'bytes'>
/** As many as the server takes. */
const most = 10

/** Files that prove something: dragged, chosen or photographed, sent at once, each with its progress; the value is what the server keeps of them. */
export function EvidenceField({ id, value, onChange }: Field) {
  const say = useSay()
  const input = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState<{ name: string; percent: number }>()
  const [problem, setProblem] = useState<Text>()
  const files = Array.isArray(value) ? (value as readonly Kept[]) : []
  const take = async (chosen: Iterable<File>) => {
    setProblem(undefined)
    let kept = files
    try {
      for (const file of chosen) {
        if (kept.length >= most) return setProblem(words.mostFiles)
        setSending({ name: file.name, percent: 0 })
        const path = `/evidence?${new URLSearchParams({ name: file.name })}`
        const { checksum, name, bytes } = await sendFile<Kept>(path, file, (percent) => setSending({ name: file.name, percent }))
        kept = [...kept.filter((one) => one.checksum !== checksum), { checksum, name, bytes }]
        onChange?.(kept)
      }
    } catch (error) {
      setProblem(textOf(error))
    } finally {
      setSending(undefined)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    void take([...event.dataTransfer.files])
  }
  const entry = (ref: typeof input, more: { 'aria-label': string; multiple?: boolean; capture?: 'environment'; accept?: string }) => (
    <input
      ref={ref}
      type="file"
      className="plan-file-entry"
      tabIndex={-1}
      {...more}
      onChange={({ target }) => {
        void take([...(target.files ?? [])])
        target.value = ''
      }}
    />
  )
  return (
    <div className="plan-evidence">
      {files.map(({ checksum, name, bytes }) => (
        <p key={checksum}>
          {name} <span className="cw-muted cw-small">{say(words.bytes, { kb: Math.ceil(bytes / 1000) })}</span>
          <button
            type="button"
            className="cw-plain"
            aria-label={say(words.removeFile, { name })}
            onClick={() => onChange?.(files.filter((one) => one.checksum !== checksum))}
          >
            {'×'}
          </button>
        </p>
      ))}
      <div className="cw-row">
        <button
          type="button"
          {...(id ? { id } : {})}
          className="plan-drop"
          disabled={sending !== undefined}
          onClick={() => input.current?.click()}
          onDragOver={(event) => event.preventDefault()}
          onDrop={drop}
        >
          <strong>{sending ? say(words.sending, sending) : say(words.dropEvidence)}</strong>
          <span className="cw-muted cw-small">{say(words.evidenceHelp)}</span>
          {sending && <progress max={100} value={sending.percent} aria-label={say(words.sending, sending)} />}
        </button>
        <button type="button" className="plan-drop plan-camera" disabled={sending !== undefined} onClick={() => camera.current?.click()}>
          {say(words.takePhoto)}
        </button>
      </div>
      {entry(input, { 'aria-label': say(words.chooseFile), multiple: true })}
      {entry(camera, { 'aria-label': say(words.takePhoto), capture: 'environment', accept: 'image/*' })}
      {problem && (
        <p className="cw-bad" role="alert">
          {say(problem)}
        </p>
      )}
    </div>
  )
}
