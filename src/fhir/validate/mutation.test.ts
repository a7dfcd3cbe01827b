import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FIXTURES } from './fixtures/index.ts'
import { mutate, type Site, sitesOf } from './fixtures/sites.ts'
import { isComplex, jsonName } from './schema.ts'
import { validate } from './validate.ts'

const ALL = FIXTURES.flatMap((resource) => sitesOf(resource).map((site) => ({ resource, site })))

/** Mutates every site that `fits`, one at a time, and expects an issue with the code at the place. */
function reported(
  fits: (site: Site) => boolean,
  change: (holder: Record<string, unknown>, key: string, site: Site) => void,
  at: (site: Site) => string,
  code: string,
) {
  const candidates = ALL.filter(({ site }) => fits(site))
  expect(candidates.length).toBeGreaterThan(20)
  for (const { resource, site } of candidates) {
    const bad = mutate(resource, site.keys, (holder, key) => change(holder, key, site))
    expect(validate(bad)).toContainEqual(expect.objectContaining({ severity: 'error', code, expression: at(site) }))
  }
}

const parent = (site: Site): string => site.expression.replace(/\.\w+(\[\d+\])?$/, '')
const alone = (site: Site): boolean => !site.element.many
const isText = (site: Site): boolean =>
  ['string', 'markdown', 'uri', 'canonical', 'url', 'code', 'id'].includes(site.ref.type) && !site.ref.codes

describe('a valid resource becomes invalid, at the right place, when', () => {
  it('a required element is dropped', () => {
    reported(
      (site) => site.element.required && alone(site),
      (holder, key) => delete holder[key],
      (site) => site.expression,
      'required',
    )
  })

  it('an element is renamed', () => {
    reported(
      alone,
      (holder, key) => {
        holder[`${key}Zz`] = holder[key]
        delete holder[key]
      },
      (site) => `${parent(site)}.${String(site.keys[site.keys.length - 1])}Zz`,
      'structure',
    )
  })

  it('a value has another JSON type', () => {
    reported(
      () => true,
      (holder, key, site) => {
        holder[key] = isComplex(site.ref.type) || typeof holder[key] !== 'string' ? 'text' : { value: holder[key] }
      },
      (site) => site.expression,
      'structure',
    )
  })

  it('a single value is put into an array, or an array is unpacked', () => {
    reported(
      alone,
      (holder, key) => {
        holder[key] = [holder[key]]
      },
      (site) => site.expression,
      'structure',
    )
    const repeated = FIXTURES.flatMap((resource) =>
      Object.keys(resource).flatMap((key) => (Array.isArray(resource[key]) ? [{ resource, key }] : [])),
    )
    for (const { resource, key } of repeated) {
      const [first] = resource[key] as unknown[]
      expect(validate({ ...resource, [key]: first })).toContainEqual(
        expect.objectContaining({ code: 'structure', expression: `${resource.resourceType}.${key}` }),
      )
      expect(validate({ ...resource, [key]: [] })).toContainEqual(
        expect.objectContaining({ code: 'structure', expression: `${resource.resourceType}.${key}` }),
      )
    }
  })

  it('a code is not in its required value set', () => {
    reported(
      (site) => site.ref.codes !== undefined && site.ref.type === 'code',
      (holder, key) => {
        holder[key] = 'not-a-code'
      },
      (site) => site.expression,
      'code-invalid',
    )
  })

  it('a text is empty, holds NUL, or half a surrogate pair', () => {
    for (const broken of ['', 'a\u0000b', '\ud83d', 'x\udc00']) {
      reported(
        isText,
        (holder, key) => {
          holder[key] = broken
        },
        (site) => site.expression,
        'value',
      )
    }
  })

  it('an object is emptied or a value is null', () => {
    reported(
      (site) => isComplex(site.ref.type) && site.ref.type !== 'Resource',
      (holder, key) => {
        holder[key] = {}
      },
      (site) => site.expression,
      'structure',
    )
    reported(
      () => true,
      (holder, key) => {
        holder[key] = null
      },
      (site) => site.expression,
      'structure',
    )
  })

  it('a choice has two types', () => {
    const choices = ALL.filter(({ site }) => site.element.choice)
    expect(choices.length).toBeGreaterThan(20)
    for (const { resource, site } of choices) {
      const other = site.element.types.find((ref) => ref.type !== site.ref.type)!
      const bad = mutate(resource, site.keys, (holder) => {
        holder[jsonName(site.element, other.type)] = {}
      })
      const messages = validate(bad).flatMap((issue) => (issue.expression === site.expression ? [issue.diagnostics] : []))
      expect(messages).toContainEqual(expect.stringContaining('one type at a time'))
    }
  })
})

describe('validate on anything', () => {
  it('never throws and reports at most 100 issues, whatever JSON stands anywhere', () => {
    const everywhere = fc.property(fc.constantFrom(...ALL), fc.jsonValue(), ({ resource, site }, junk) => {
      const issues = validate(
        mutate(resource, site.keys, (holder, key) => {
          holder[key] = junk
        }),
      )
      expect(issues.length).toBeLessThanOrEqual(100)
      for (const issue of issues) expect(issue.expression.startsWith(resource.resourceType)).toBe(true)
    })
    fc.assert(everywhere, { numRuns: 2000 })
    fc.assert(
      fc.property(fc.constantFrom(...FIXTURES), fc.dictionary(fc.string(), fc.jsonValue()), ({ resourceType }, junk) => {
        expect(validate({ ...junk, resourceType })).toSatisfy((issues: unknown[]) => issues.length <= 100)
      }),
    )
  })
})
