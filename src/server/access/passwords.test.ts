import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limits } from './limits.ts'
import { lockAfter, minutesUntil, triesLeft } from './lock-out.ts'
import { fits, hashPassword, oneTimePassword, passwordProblem } from './passwords.ts'

describe('the password rules', () => {
  it.each([
    ['短密码Aa1', '至少 10 个字符，现有 6 个'],
    ['a1'.repeat(65), '不能超过 128 个字符'],
    ['li.xiaoming1', '不能包含登录名'],
    ['x-Li.Xiaoming-7', '不能包含登录名'],
    ['P@ssword2026!', '常见'],
    ['woaini1314', '常见'],
    ['abcdefghijkl', '两类'],
    ['918273645546', '两类'],
    ['a1a1a1a1a1a1', '不同的字符太少'],
  ])('refuse %s: %s', (password, why) => expect(passwordProblem(password, 'li.xiaoming')?.[0]).toContain(why))

  it.each(['river-Stone-42', '青山绿水 好风光 2026', '12-ab-34-cd'])('accept %s', (password) =>
    expect(passwordProblem(password, 'li.xiaoming')).toBeUndefined(),
  )

  it('say why in both languages, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (password) => {
        const problem = passwordProblem(password, 'li')
        if (problem) expect(problem.map((words) => words.length > 0 && !words.includes('{'))).toEqual([true, true])
        else expect([...password.normalize('NFKC')].length).toBeGreaterThanOrEqual(10)
      }),
    )
  })

  it('are kept by every one-time password', () => {
    const made = Array.from({ length: 200 }, oneTimePassword)
    for (const password of made) expect(passwordProblem(password, 'abcd')).toBeUndefined()
    expect(new Set(made).size).toBe(200)
  })
})

describe('a stored password', () => {
  it('is argon2id with 19 MiB and two passes, and fits only itself', async () => {
    const stored = await hashPassword('river-Stone-42')
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(
      await Promise.all([
        fits('river-Stone-42', stored),
        fits('ｒiver-Stone-42', stored),
        fits('river-stone-42', stored),
        fits('', stored),
        fits('nobody has this password', undefined),
      ]),
    ).toEqual([true, true, false, false, false])
  })
})

describe('an unknown login', () => {
  it('fits nothing, not even the password its work is done on', async () => {
    expect(await fits('nobody has this password', undefined)).toBe(false)
    expect(await fits('river-Stone-43', undefined)).toBe(false)
  })
})

describe('the lock', () => {
  it('comes with every fifth failure and doubles up to a day', () => {
    const minutes = [1, 4, 5, 6, 9, 10, 15, 20, 25, 30, 35, 40, 500].map((n) => lockAfter(n) / 60_000)
    expect(minutes).toEqual([0, 0, 15, 0, 0, 30, 60, 120, 240, 480, 960, 1440, 1440])
    fc.assert(
      fc.property(fc.nat(100_000), (n) => {
        expect(lockAfter(n) > 0).toBe(n > 0 && triesLeft(n) === limits.tries)
      }),
    )
  })
  it('is told in whole minutes, never zero', () => {
    const now = new Date(0)
    expect([1, 60_000, 60_001, 900_000].map((ms) => minutesUntil(new Date(ms), now))).toEqual([1, 1, 2, 15])
  })
})
