import type { Account } from './contract.ts'
import { texts } from './texts.ts'

/** A machine client is in one of these. */
export const clientStates = {
  active: { text: texts.active, colour: 'green' },
  disabled: { text: texts.disabled, colour: 'grey' },
} as const

export const accountStates = {
  active: { text: texts.active, colour: 'green' },
  pending: { text: texts.pending, colour: 'blue' },
  locked: { text: texts.locked, colour: 'orange' },
  disabled: { text: texts.disabled, colour: 'grey' },
} as const

/** The one word for an account: what keeps its owner out first, then what he must do. */
export const stateOf = ({
  disabled,
  lockedUntil,
  mustChange,
}: Pick<Account, 'disabled' | 'lockedUntil' | 'mustChange'>): keyof typeof accountStates =>
  disabled ? 'disabled' : lockedUntil ? 'locked' : mustChange ? 'pending' : 'active'
