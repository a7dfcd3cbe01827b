import type { KeyboardEvent } from 'react'

/** Whether the input method is at work: its Enter and Esc belong to it. */
export const composing = ({ nativeEvent, keyCode }: KeyboardEvent) => nativeEvent.isComposing || keyCode === 229

const plain = (event: KeyboardEvent) => !(event.ctrlKey || event.altKey || event.metaKey)

const fieldsIn = 'input:not(:disabled), textarea:not(:disabled), select:not(:disabled)'

/** Enter goes to the next field of the element it is put on, Shift+Enter back; after the last one to what is marked `data-finish`. */
export function moveOnEnter(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'Enter' || event.defaultPrevented || !plain(event) || composing(event)) return
  const from = event.target as HTMLElement
  const fields = [...event.currentTarget.querySelectorAll<HTMLElement>(fieldsIn)]
  const at = fields.indexOf(from)
  if (at < 0 || (from.tagName === 'TEXTAREA' && event.shiftKey)) return
  event.preventDefault()
  goTo(fields[at + (event.shiftKey ? -1 : 1)] ?? event.currentTarget.querySelector<HTMLElement>('[data-finish]'))
}

/** The first field of a part of the page. */
export const firstField = (root: HTMLElement | null) => root?.querySelector<HTMLElement>(fieldsIn)

/** Focuses a field and selects what it holds, so that typing replaces it. */
export function goTo(element: HTMLElement | null | undefined) {
  element?.focus()
  if (element instanceof HTMLInputElement) element.select()
}

/** Whether a dialog of the shell (the sign-in curtain, the key map) is in front: the desk's keys rest. */
export const underDialog = () =>
  document.activeElement?.closest('[role="dialog"]') !== null && document.activeElement?.closest('[role="dialog"]') !== undefined
