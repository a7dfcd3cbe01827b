import { Modal } from 'antd'
import { useState } from 'react'
import { useKeyMap, useKeys } from './keys.ts'
import { useSay } from './language.tsx'
import { texts } from './texts.ts'

/** The keyboard map, on `?`. */
export function KeyHelp() {
  const say = useSay()
  const [open, setOpen] = useState(false)
  // F1 also from within a field, where ? is a letter.
  useKeys(['f1', '?'].map((keys) => ({ keys, text: texts.keysHelp, run: () => setOpen(true) })))
  const shown = new Map(useKeyMap().map((key) => [key.keys, key]))
  return (
    <Modal open={open} title={say(texts.keys)} footer={null} onCancel={() => setOpen(false)} width={480}>
      <dl className="cw-keys">
        {[...shown.values()].map(({ keys, text }) => (
          <div key={keys}>
            <dt>
              {keys.split('+').map((part) => (
                <kbd key={part}>{part.length === 1 ? part.toUpperCase() : part[0]?.toUpperCase() + part.slice(1)}</kbd>
              ))}
            </dt>
            <dd>{say(text)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
