import { Input, type InputRef } from 'antd'
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import { useSay } from './language.tsx'
import { useNarrow } from './screen.ts'
import { texts } from './texts.ts'

/** `focus` selects what is there, so that typing replaces it; `clear` empties the field. */
export type ComboHandle = { focus: () => void; clear: () => void }
type Props<T> = {
  id?: string
  label: string
  placeholder: string
  /** Finds what fits the typed text, at once or later; `signal` aborts an overtaken question. */
  find: (q: string, signal: AbortSignal) => readonly T[] | Promise<readonly T[]>
  keyOf: (item: T) => string
  nameOf: (item: T) => string
  /** How an entry of the list looks. */
  show: (item: T) => ReactNode
  onPick: (item: T) => void
  onError?: (error: unknown) => void
  /** Whether the name stays in the field after picking; otherwise it is emptied for the next one. */
  keep?: boolean
  value?: string
  disabled?: boolean
  autoFocus?: boolean
  /** Shows what an empty text finds as soon as the field is entered; nothing of it is taken until an arrow or a click chooses. */
  opens?: boolean
  /** Milliseconds to wait after a key before asking; 0 for tables that lie here. */
  patience?: number
  ref?: Ref<ComboHandle>
}

/**
 * A search field with its list (the WAI-ARIA combobox pattern): type, arrows, Enter; Escape closes; the count is announced.
 * Enter before the answer came waits for it and takes the only match: that is how a scanner types.
 */
export function Combo<T>(props: Props<T>) {
  const { find, keyOf, nameOf, show, onPick, onError, keep = false, patience = 200 } = props
  const say = useSay()
  const narrow = useNarrow()
  const list = useId()
  const input = useRef<InputRef>(null)
  const root = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState(props.value ?? '')
  const [found, setFound] = useState<readonly T[]>()
  const [at, setAt] = useState(0)
  const [said, setSaid] = useState('')
  const asking = useRef<{ timer?: ReturnType<typeof setTimeout>; abort?: AbortController }>({})
  useImperativeHandle(props.ref, () => ({
    focus: () => input.current?.focus({ cursor: 'all' }),
    clear: () => {
      stop(asking.current)
      setFound(undefined)
      setTyped('')
    },
  }))
  useEffect(() => setTyped(props.value ?? ''), [props.value])
  useEffect(() => () => stop(asking.current), [])
  const listed = found !== undefined
  useEffect(() => {
    // The list would lie under the keyboard on the glass.
    if (narrow && listed) root.current?.scrollIntoView({ block: 'start' })
  }, [narrow, listed])

  const pick = (item: T) => {
    stop(asking.current)
    setFound(undefined)
    setTyped(keep ? nameOf(item) : '')
    setSaid(say(texts.chosen, { name: nameOf(item) }))
    onPick(item)
  }
  const ask = async (q: string, take: boolean) => {
    stop(asking.current)
    const abort = new AbortController()
    asking.current.abort = abort
    try {
      const items = await find(q, abort.signal)
      if (abort.signal.aborted) return
      asking.current = {}
      const [only] = items
      if (take && only && items.length === 1) return pick(only)
      setFound(items)
      setAt(q ? 0 : -1)
      setSaid(items.length === 0 ? say(texts.foundNone) : say(texts.found, { count: items.length }))
    } catch (error) {
      if (!abort.signal.aborted) onError?.(error)
    }
  }
  const type = (text: string) => {
    setTyped(text)
    stop(asking.current)
    const q = text.trim()
    if (!q) return props.opens ? void ask('', false) : setFound(undefined)
    if (patience === 0) return void ask(q, false)
    asking.current.timer = setTimeout(() => void ask(q, false), patience)
  }
  const opened = (event: FocusEvent<HTMLInputElement>) => {
    event.currentTarget.select()
    void ask('', false)
  }
  const waiting = () => asking.current.timer !== undefined || asking.current.abort !== undefined
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const open = found !== undefined && found.length > 0
    const item = found?.[at]
    if (event.key === 'Enter' && typed.trim() && waiting()) void ask(typed.trim(), true)
    else if (event.key === 'Enter' && open && item) pick(item)
    else if (event.key === 'ArrowDown' && open) setAt((at + 1) % found.length)
    else if (event.key === 'ArrowUp' && open) setAt((Math.max(at, 0) - 1 + found.length) % found.length)
    else if (event.key === 'Escape' && found) setFound(undefined)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="cw-combo" ref={root}>
      <Input
        {...(props.id ? { id: props.id } : {})}
        ref={input}
        role="combobox"
        aria-label={props.label}
        aria-expanded={found !== undefined}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={found?.[at] ? `${list}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={props.placeholder}
        value={typed}
        disabled={props.disabled ?? false}
        autoFocus={props.autoFocus ?? false}
        {...(props.opens ? { onFocus: opened } : {})}
        onChange={({ target }) => type(target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setFound(undefined)
          // A field that shows what is chosen never goes on showing what is not.
          if (keep) setTyped(props.value ?? '')
        }}
      />
      <Options list={list} label={props.label} items={found} at={at} keyOf={keyOf} show={show} pick={pick} none={say(texts.foundNone)} />
      <span className="cw-hidden" role="status">
        {said}
      </span>
    </div>
  )
}

function stop(asking: { timer?: ReturnType<typeof setTimeout>; abort?: AbortController }) {
  clearTimeout(asking.timer)
  asking.abort?.abort()
  delete asking.timer
  delete asking.abort
}

type OptionsProps<T> = Pick<Props<T>, 'keyOf' | 'show'> & {
  list: string
  label: string
  items: readonly T[] | undefined
  at: number
  pick: (item: T) => void
  none: string
}
function Options<T>({ list, label, items, at, keyOf, show, pick, none }: OptionsProps<T>) {
  const current = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the chosen entry
  useEffect(() => {
    // Newer browsers answer a promise, which is no clean-up.
    current.current?.scrollIntoView({ block: 'nearest' })
  }, [at])
  if (!items) return <div id={list} role="listbox" aria-label={label} hidden />
  return (
    <div id={list} role="listbox" aria-label={label} className="cw-combo-list">
      {items.length === 0 && <p className="cw-muted">{none}</p>}
      {items.map((item, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field itself handles the keys
        <div
          key={keyOf(item)}
          id={`${list}-${place}`}
          ref={place === at ? current : null}
          role="option"
          tabIndex={-1}
          aria-selected={place === at}
          // The field keeps the focus, so that its blur does not close the list before the click arrives.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => pick(item)}
        >
          {show(item)}
        </div>
      ))}
    </div>
  )
}
