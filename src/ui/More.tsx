import { Button } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useSay } from './language.tsx'
import { useNarrow } from './screen.ts'
import { texts } from './texts.ts'

/** Lesser buttons: side by side on a desk, behind one button on a small screen. Esc, a choice, or a touch elsewhere closes. */
export function More({ children }: { children: ReactNode }) {
  const say = useSay()
  const narrow = useNarrow()
  const items = useId()
  const root = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!open) return
    const elsewhere = ({ target }: PointerEvent) => root.current?.contains(target as Node) || setOpen(false)
    document.addEventListener('pointerdown', elsewhere)
    return () => document.removeEventListener('pointerdown', elsewhere)
  }, [open])
  if (!narrow) return children
  const keyed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return
    event.preventDefault()
    event.stopPropagation()
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc from any button within
    <div className="cw-more" ref={root} onKeyDown={keyed}>
      <Button aria-expanded={open} aria-controls={items} onClick={() => setOpen(!open)}>
        {say(texts.more)}
      </Button>
      {open && (
        // biome-ignore lint/a11y/noStaticElementInteractions: closes after the button within has acted
        // biome-ignore lint/a11y/useKeyWithClickEvents: a button's key is a click
        <div id={items} className="cw-more-items" onClick={() => setOpen(false)}>
          {children}
        </div>
      )}
    </div>
  )
}
