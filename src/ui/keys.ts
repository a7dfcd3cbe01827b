import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Text } from '../kernel/grammar/texts.ts'

/** One key of the keyboard map: `ctrl+enter`, `alt+1`, `?`, `/`. Only Ctrl, Alt and function keys fire while something is being typed. */
export type Key = { keys: string; text: Text; run?: (event: KeyboardEvent) => void }

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>
/** Whether a press is this combination; Ctrl and ⌘ are one; shift counts only with named keys, since it is part of `?` itself. */
export function matches(press: Press, keys: string): boolean {
  const parts = keys.toLowerCase().split('+')
  const key = parts[parts.length - 1]
  return (
    press.key.toLowerCase() === key &&
    (press.ctrlKey || press.metaKey) === parts.includes('ctrl') &&
    press.altKey === parts.includes('alt') &&
    ((key?.length ?? 0) === 1 && !parts.includes('shift') ? true : press.shiftKey === parts.includes('shift'))
  )
}

/** Inputs that are pressed, not typed into. */
const pressed = ['radio', 'checkbox', 'button', 'submit']
/** Whether a press belongs to something being typed: a field, or a Chinese input method at work. */
export function isTyping(event: Pick<KeyboardEvent, 'isComposing' | 'target'>): boolean {
  const target = event.target as Partial<HTMLInputElement> | null
  if (!event.isComposing && pressed.includes(target?.type ?? '')) return false
  return event.isComposing || target?.isContentEditable === true || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target?.tagName ?? '')
}

let map: readonly Key[] = []
const watchers = new Set<() => void>()
const change = (next: readonly Key[]) => {
  map = next
  for (const watcher of watchers) watcher()
}

/** Adds keys while the component is shown; the newest of two equal ones wins. Keys without `run` are only listed (a widget handles them itself). */
export function useKeys(keys: readonly Key[]) {
  const current = useRef(keys)
  current.current = keys
  const signature = keys.map(({ keys }) => keys).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the handlers are read through the ref; only another set of keys registers anew
  useEffect(() => {
    const mine = current.current.map(
      (key, at): Key => ({
        ...key,
        ...(key.run ? { run: (event: KeyboardEvent) => current.current[at]?.run?.(event) } : {}),
      }),
    )
    change([...map, ...mine])
    return () => change(map.filter((key) => !mine.includes(key)))
  }, [signature])
}

/** The keys that work now, newest first, one entry for each combination. */
export function useKeyMap(): readonly Key[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => map,
  )
}

/** Runs the newest key that fits. Returns whether one did. */
export function press(event: KeyboardEvent): boolean {
  const single = (keys: string) => !/^((ctrl|alt)\+|f\d)/.test(keys)
  const fit = [...map].reverse().find((key) => key.run && matches(event, key.keys) && !(single(key.keys) && isTyping(event)))
  fit?.run?.(event)
  return fit !== undefined
}

/** Listens on the whole window; the shell does it once. */
export function useKeyboard() {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (press(event)) event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
