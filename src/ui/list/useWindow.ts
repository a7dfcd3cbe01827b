import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react'

/** Rows drawn beyond the visible ones on either side. */
const margin = 8

/** Which rows of a scrolled box exist, and the current one, moved by arrows, Page Up/Down, Home and End. `height` of a row and `head` above the rows are px. */
export function useWindow(box: RefObject<HTMLDivElement | null>, count: number, height: number, head: number) {
  const [top, setTop] = useState(0)
  const [seen, setSeen] = useState(600)
  const [at, setAt] = useState(0)
  const current = Math.min(at, count - 1)
  useEffect(() => {
    const watch = new ResizeObserver(() => setSeen(box.current?.clientHeight ?? 600))
    if (box.current) watch.observe(box.current)
    return () => watch.disconnect()
  }, [box])

  const show = (next: number) => {
    const to = Math.max(0, Math.min(count - 1, next))
    setAt(to)
    const view = box.current
    if (!view) return
    if (to * height < view.scrollTop) view.scrollTop = to * height
    // The head covers the top of the view.
    if ((to + 1) * height + head > view.scrollTop + view.clientHeight) view.scrollTop = (to + 1) * height + head - view.clientHeight
  }
  /** Whether the key moved. */
  const move = (event: KeyboardEvent): boolean => {
    const page = Math.max(1, Math.floor((seen - head) / height) - 1)
    const moves: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: count - 1,
    }
    const to = moves[event.key]
    if (to !== undefined) show(to)
    return to !== undefined
  }
  const from = Math.max(0, Math.floor(top / height) - margin)
  return { from, to: Math.ceil((top + seen) / height) + margin, current, choose: setAt, move, scrolled: setTop }
}
