import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasBrokenText, parseResource } from './json.ts'

const fault = (text: string): string | undefined => parseResource(text).issues[0]?.diagnostics

describe('parseResource', () => {
  it('returns what JSON.parse returns', () => {
    const members = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue())
    fc.assert(
      fc.property(members, fc.constantFrom(0, 2), (held, indent) => {
        const text = JSON.stringify({ ...held, resourceType: 'Patient' }, null, indent)
        fc.pre(!text.includes('"__proto__"'))
        expect(parseResource(text)).toEqual({ resource: JSON.parse(text), issues: [] })
      }),
    )
  })

  it.each([
    ['', 'Line 1, column 1: found the end of the text where a value should be.'],
    ['{"resourceType":"Patient",\n  "active": tru}', 'Line 2, column 13: found "t" where a value should be.'],
    ['{"resourceType":"Patient",\r\n}', 'Line 2, column 1: found "}" where a member name in double quotes should be.'],
    ['{"a":[1,2,}', 'Line 1, column 11: found "}" where a value should be.'],
    ['{"a":01}', 'Line 1, column 7: found "1" where "," or "}" should be.'],
    ['{"a" 1}', 'Line 1, column 6: found "1" where ":" should be.'],
    ["{'a':1}", 'Line 1, column 2: found "\'" where a member name in double quotes should be.'],
    ['{"姓":"王\u0001"}', 'Line 1, column 6: found "\\"" where a complete string should be.'],
    ['{"a":"\\x"}', 'Line 1, column 6: found "\\"" where a complete string should be.'],
    ['[1 2]', 'Line 1, column 4: found "2" where "," or "]" should be.'],
    ['{} {}', 'Line 1, column 4: found "{" where the end of the text should be.'],
    ['{"resourceType":"Patient","a":{"b":1,\n"b":2}}', 'Line 2, column 1: member "b" is given twice in one object: keep one.'],
    ['{"resourceType":"Patient","\\u0061":1,"a":2}', 'Line 1, column 38: member "a" is given twice in one object: keep one.'],
    ['{"resourceType":"Patient","__proto__":{"x":1}}', 'Line 1, column 27: a member may not be called "__proto__".'],
    ['{"resourceType":"Patient","a":[{"__proto__":null}]}', 'Line 1, column 33: a member may not be called "__proto__".'],
    ['[]', 'A resource is a JSON object: { "resourceType": … }.'],
    ['null', 'A resource is a JSON object: { "resourceType": … }.'],
    ['{"id":"1"}', 'resourceType is missing: name the type of the resource.'],
  ])('refuses %s', (text, diagnostics) => {
    expect(parseResource(text).issues).toEqual([{ severity: 'error', code: 'structure', expression: 'Resource', diagnostics }])
  })

  it('points at a fault wherever JSON.parse refuses a damaged text', () => {
    const good = JSON.stringify(
      { resourceType: 'Patient', name: [{ text: '王"桂\\兰', given: ['a', null, 1.5e-3, true, {}, []] }] },
      null,
      1,
    )
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.constantFrom('', '"', ',', '}', '\\', '1', ' ', '{'), (at, put) => {
        const text = good.slice(0, at) + put + good.slice(at + 1)
        let ok = true
        try {
          JSON.parse(text)
        } catch {
          ok = false
        }
        if (!ok) expect(fault(text)).toMatch(/^Line \d+, column \d+: /)
      }),
      { numRuns: 1000 },
    )
  })

  it('survives depth and length', () => {
    const deep = '{"a":'.repeat(50_000)
    expect(fault(`{"resourceType":"Patient","x":${deep}1${'}'.repeat(50_000)}}`)).toBeUndefined()
    expect(fault(deep)).toContain('the end of the text')
    expect(fault(`{"a":"${'x'.repeat(5_000_000)}`)).toBe('Line 1, column 6: found "\\"" where a complete string should be.')
  })
})

describe('hasBrokenText', () => {
  it('sees NUL and half surrogate pairs, raw or escaped', () => {
    for (const text of ['\u0000', '"\\u0000"', '"\\\\\\u0000"', '\ud83d', '"\\ud83d"', '"\\uDE00\\ud83d"', '"\\ud83d\\n\\ude00"']) {
      expect(hasBrokenText(text), JSON.stringify(text)).toBe(true)
    }
    for (const text of ['', '王桂兰😀𠮷', '"\\\\u0000"', '"\\ud83d\\ude00"', '"\\u0001"', '\\\\\\\\ud800']) {
      expect(hasBrokenText(text), JSON.stringify(text)).toBe(false)
    }
  })

  it('agrees with the parsed value for any string', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', '\\', '\u0000', '\ud83d', '\ude00', 'u0000', '王')).map((parts) => parts.join('')),
        (text) => {
          expect(hasBrokenText(JSON.stringify(text))).toBe(/[\0\p{Surrogate}]/u.test(text))
        },
      ),
    )
  })
})
