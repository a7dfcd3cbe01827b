import { expect, it } from 'vitest'
import { fieldName } from '../../ui/useSubmit.ts'
import { stateOf } from './account-state.ts'
import { access } from './index.ts'

it('an account has one word: what keeps its owner out comes first', () => {
  const locked = { lockedUntil: '2026-03-01T00:00:00Z' }
  expect(stateOf({ disabled: true, mustChange: true, ...locked })).toBe('disabled')
  expect(stateOf({ disabled: false, mustChange: true, ...locked })).toBe('locked')
  expect(stateOf({ disabled: false, mustChange: true, lockedUntil: null })).toBe('pending')
  expect(stateOf({ disabled: false, mustChange: false, lockedUntil: null })).toBe('active')
})

it('a refused field of a list finds its input', () => {
  expect(['login', 'grants.0.role', 'name.1'].map(fieldName)).toEqual([['login'], ['grants', 0, 'role'], ['name', 1]])
})

it('every page is behind a verb', () => {
  expect(access.pages.map(({ verb }) => verb)).toEqual(['accounts.read', 'accounts.read', 'client.read', 'audit.read'])
})
