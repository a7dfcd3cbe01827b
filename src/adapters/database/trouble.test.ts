import { expect, it } from 'vitest'
import { sourceError } from './trouble.ts'

it('a connection that has gone is lost, whether its client gives a code or not', () => {
  const closed = Object.assign(new Error("Can't add new command when connection is in closed state"), { fatal: true })
  for (const error of [closed, Object.assign(new Error('gone'), { code: 'PROTOCOL_CONNECTION_LOST', fatal: true })])
    expect(sourceError(error)).toMatchObject({ rule: 'lost' })
})

it('keeps an unknown code, and nothing of the message, which may quote a row', () => {
  const error = Object.assign(new Error("Duplicate entry '141099195001011235'"), { code: 'ER_DUP_ENTRY' })
  expect(sourceError(error).message).toContain('ER_DUP_ENTRY')
  expect(sourceError(error).message).not.toContain('141099195001011235')
})
