import fc from 'fast-check'
import { expect, it } from 'vitest'
import { derivedId } from '../../record/ids.ts'
import { idSet } from './seen.ts'

it('knows exactly what was added, whatever the ids look like and however many there are', () => {
  const id = fc.oneof(
    fc.uuid(),
    fc.string({ maxLength: 40 }),
    fc.nat(300).map((n) => derivedId('s', 141099, 'o', 'visit', String(n))),
  )
  const key = fc.tuple(fc.constantFrom('Encounter', 'Patient', 'Condition'), id)
  fc.assert(
    fc.property(fc.array(key, { maxLength: 400 }), fc.array(key, { maxLength: 50 }), (added, asked) => {
      const set = idSet()
      const model = new Set<string>()
      for (const [type, one] of added) {
        expect(set.has(type, one)).toBe(model.has(`${type}/${one}`))
        set.add(type, one)
        model.add(`${type}/${one}`)
      }
      for (const [type, one] of [...added, ...asked]) expect(set.has(type, one)).toBe(model.has(`${type}/${one}`))
    }),
  )
})
