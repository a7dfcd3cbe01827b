import { useRef } from 'react'

/** Puts words where the cursor stands in a text field, with blanks around them, and goes on writing behind them. */
export function useInsert(value: string, change: (next: string) => void) {
  const field = useRef<HTMLTextAreaElement>(null)
  const insert = (words: string) => {
    const at = field.current?.selectionStart ?? value.length
    const before = value.slice(0, at)
    const gap = before && !/[\s(（@]$/.test(before) && !words.startsWith('@') ? ' ' : ''
    change(`${before}${gap}${words} ${value.slice(at).trimStart()}`.trimEnd())
    const end = before.length + gap.length + words.length
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(end, end)
    })
  }
  return { field, insert }
}
