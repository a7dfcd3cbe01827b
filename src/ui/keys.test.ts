import { expect, test } from 'vitest'
import { isTyping, matches } from './keys.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test('a combination needs exactly its held keys; Ctrl and ⌘ are one', () => {
  expect(matches(press('Enter', { ctrlKey: true }), 'ctrl+enter')).toBe(true)
  expect(matches(press('Enter', { metaKey: true }), 'ctrl+enter')).toBe(true)
  expect(matches(press('Enter'), 'ctrl+enter')).toBe(false)
  expect(matches(press('Enter', { ctrlKey: true, altKey: true }), 'ctrl+enter')).toBe(false)
  expect(matches(press('Enter', { ctrlKey: true }), 'enter')).toBe(false)
})
test('shift is part of a character but not of a named key', () => {
  expect(matches(press('?', { shiftKey: true }), '?')).toBe(true)
  expect(matches(press('M', { shiftKey: true, altKey: true }), 'alt+m')).toBe(true)
  expect(matches(press('F2', { shiftKey: true }), 'f2')).toBe(false)
  expect(matches(press('F2', { shiftKey: true }), 'shift+f2')).toBe(true)
})
test('fields and a Chinese input method at work are typing', () => {
  expect(isTyping({ isComposing: true, target: null })).toBe(true)
  expect(isTyping({ isComposing: false, target: { tagName: 'TEXTAREA' } as never })).toBe(true)
  expect(isTyping({ isComposing: false, target: { tagName: 'BUTTON' } as never })).toBe(false)
  expect(isTyping({ isComposing: false, target: { tagName: 'INPUT', type: 'text' } as never })).toBe(true)
  expect(isTyping({ isComposing: false, target: { tagName: 'INPUT', type: 'radio' } as never })).toBe(false)
  expect(isTyping({ isComposing: false, target: null })).toBe(false)
})
