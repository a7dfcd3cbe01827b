import type { Visit } from '../shape.ts'
import { texts } from '../texts.ts'
import type { Reasoned } from './useVisit.ts'
import { words } from './words.ts'

export type Verb = 'start' | 'record' | 'close' | 'transfer' | Reasoned

/** Which verbs are offered in which state, the usual one first; whether they are open is the server's word. */
export const offered: Readonly<Record<Visit['state'], readonly Verb[]>> = {
  planned: ['start', 'transfer', 'cancel'],
  'in-progress': ['close', 'record', 'transfer', 'cancel'],
  finished: ['amend', 'annul'],
  cancelled: [],
  'entered-in-error': [],
}
export const keyOf: Partial<Record<Verb, string>> = {
  close: 'Ctrl+Enter',
  record: 'Ctrl+S',
  amend: 'Ctrl+Enter',
  start: 'Ctrl+Enter',
  transfer: 'Alt+T',
  cancel: 'Alt+X',
  annul: 'Alt+X',
}

/** 取消 alone could also mean leaving the form. */
export const verbText = (verb: Verb) => (verb === 'cancel' ? words.cancelVisit : verb === 'annul' ? words.annulVisit : texts[verb])
