import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useSay } from '../../../ui/language.tsx'
import { useSession } from '../../../ui/session.tsx'
import { bulletinOf } from '../bulletin.ts'
import type { PrefectureBoard } from '../contract.ts'
import { texts } from '../texts.ts'

/** The bulletin as drafted, to be changed, copied and printed. What was typed stays while the numbers under it change. */
export function Bulletin({ board }: { board: PrefectureBoard }) {
  const say = useSay()
  const { message } = App.useApp()
  const { county } = useSession()
  const draft = bulletinOf(board, county.name)
  const [own, setOwn] = useState<string>()
  const text = own ?? draft
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => void message.success(say(texts.copied)),
      () => void message.error(say(texts.notCopied)),
    )
  return (
    <section className="board-bulletin">
      <div className="cw-between cw-no-print">
        <p className="cw-muted">{say(texts.draftHelp)}</p>
        <div className="cw-row">
          <Button onClick={() => setOwn(undefined)} disabled={own === undefined || own === draft}>
            {say(texts.redraft)}
          </Button>
          <Button type="primary" onClick={() => void copy()}>
            {say(texts.copy)}
          </Button>
        </div>
      </div>
      <Input.TextArea
        className="cw-no-print"
        lang="zh-CN"
        aria-label={say(texts.bulletin)}
        value={text}
        autoSize={{ minRows: 12 }}
        onChange={({ target }) => setOwn(target.value)}
      />
      <div className="board-paper" lang="zh-CN" aria-hidden="true">
        {text.split('\n').map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place
          <p key={i}>{line}</p>
        ))}
      </div>
    </section>
  )
}
