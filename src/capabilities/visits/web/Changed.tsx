import { Button } from 'antd'
import { useEffect } from 'react'
import type { ApiRefusal } from '../../../ui/api.ts'
import { minute } from '../../../ui/formats.ts'
import { useKeys } from '../../../ui/keys.ts'
import { useSay } from '../../../ui/language.tsx'
import { useHistory } from '../../../ui/useCase.ts'
import { visitFlow } from './queries.ts'
import { words } from './words.ts'

/** Another desk has changed the visit meanwhile: who, when, and one key to go on from there with what was typed here. */
export function Changed({ id, refusal, take }: { id: string; refusal: ApiRefusal | undefined; take: () => Promise<void> }) {
  const say = useSay()
  const { data, refetch } = useHistory(visitFlow, id)
  useEffect(() => void refetch(), [refetch])
  useKeys([{ keys: 'alt+r', text: words.reload, run: () => void take() }])
  const newest = data?.[0]
  const who = typeof newest?.author === 'string' ? newest.author : (newest?.author?.name ?? '')
  return (
    <div className="desk-changed" role="alert">
      <p>
        {refusal && `${say(refusal.text)} `}
        {newest && say(words.changedBy, { who, when: minute(newest.updated) })}
      </p>
      <Button size="small" onClick={() => void take()}>
        {say(words.reload)} <kbd>Alt+R</kbd>
      </Button>
    </div>
  )
}
