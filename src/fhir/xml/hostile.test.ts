/** Texts nobody would send in good faith: an answer with a reason, never an exception, never a second. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseResource } from '../json.ts'
import { whole } from '../slices.ts'
import { FIXTURES } from '../validate/fixtures/index.ts'
import { validate } from '../validate/validate.ts'
import { xmlInSlices, xmlToJson } from './to-json.ts'
import { jsonToXml, XmlError } from './to-xml.ts'

const patient = (inner: string) => `<Patient xmlns="http://hl7.org/fhir">${inner}</Patient>`
const narrative = (inner: string) =>
  patient(`<text><status value="additional"/><div xmlns="http://www.w3.org/1999/xhtml">${inner}</div></text>`)

/** What the door does with a body: reads it, checks it, and writes it in the other format. Answers how many faults it told. */
function taken(text: string, format: 'xml' | 'json'): number {
  const { text: json, issues } = format === 'xml' ? xmlToJson(text) : { text, issues: [] }
  if (issues.length > 0) return issues.length
  const parsed = parseResource(json)
  if (parsed.issues.length > 0) return parsed.issues.length
  const found = validate(parsed.resource)
  try {
    jsonToXml(json)
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    return found.length + 1
  }
  return found.length
}

/** Of the processor, so that a busy machine does not matter. */
function milliseconds(work: () => unknown): number {
  const from = process.cpuUsage().user
  work()
  return (process.cpuUsage().user - from) / 1000
}

const JUNK = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '/',
  '</',
  '/>',
  '<!--',
  '-->',
  ']]>',
  '<![CDATA[',
  '<?x ',
  '?>',
  '<!DOCTYPE',
  '&#0;',
  '&lol;',
  'xmlns="',
  'xmlns:a=""',
  'xml:',
  ':',
  '=',
  '{',
  '}',
  '[',
  ']',
  ',',
  '\\',
  '\\u0000',
  'null',
  '1e999',
  '-',
  '__proto__',
  '\u0000',
  '\ud800',
  '\ufeff',
  '\uffff',
  '𠮷',
  ' ',
  '\n',
  'value',
  'url="',
  'id="',
]
const junk = fc.oneof(fc.constantFrom(...JUNK), fc.string({ unit: 'binary', maxLength: 4 }))
const json = FIXTURES.map((resource) => JSON.stringify(resource))
const bodies = { json, xml: json.map(jsonToXml) }

/** Puts pieces into a text in the place of some of it, or copies a stretch of it elsewhere. */
const mutated = (format: 'xml' | 'json') =>
  fc
    .tuple(
      fc.constantFrom(...bodies[format]),
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 30 }), fc.oneof(junk, fc.nat())), { minLength: 1, maxLength: 4 }),
    )
    .map(([body, edits]) =>
      edits.reduce((text, [place, length, put]) => {
        const at = place % (text.length + 1)
        return text.slice(0, at) + (typeof put === 'number' ? text.slice(put % text.length).slice(0, 200) : put) + text.slice(at + length)
      }, body),
    )

describe('hostile texts', () => {
  it.each(['xml', 'json'] as const)('of mutated %s are answered', (format) => {
    let refused = 0
    fc.assert(
      fc.property(mutated(format), (text) => {
        const spent = milliseconds(() => {
          if (taken(text, format) > 0) refused++
        })
        expect(spent).toBeLessThan(1000)
      }),
      { numRuns: 1500, interruptAfterTimeLimit: 4000 },
    )
    expect(refused).toBeGreaterThan(20)
  })

  it('become the same, and the same faults, wherever the reader pauses', () => {
    // how the parser words what is not well-formed, and where it met it, depends on where the text was cut
    const told = ({ text, issues }: ReturnType<typeof xmlToJson>) => [text, issues.map(({ code, expression }) => [code, expression])]
    fc.assert(
      fc.property(mutated('xml'), fc.integer({ min: 1, max: 40 }), (text, stride) => {
        expect(told(whole(xmlInSlices(text, stride)))).toEqual(told(xmlToJson(text)))
      }),
      { numRuns: 500 },
    )
  })

  const many = 100_000
  const long = 1_000_000
  const laughs = `<!DOCTYPE l [<!ENTITY a "lol">${Array.from({ length: 30 }, (_, i) => `<!ENTITY b${i} "${'&a;'.repeat(10)}">`).join('')}]>`
  const HOSTILE: Record<string, [string, 'xml' | 'json']> = {
    'deep resources': [patient(`${'<contained><Patient>'.repeat(many)}`), 'xml'],
    'deep extensions': [patient('<extension url="x">'.repeat(many)), 'xml'],
    'deep unknown elements': [patient('<x>'.repeat(many) + '</x>'.repeat(many)), 'xml'],
    'deep narrative': [narrative(`${'<b>'.repeat(many) + '</b>'.repeat(many)}<script/>`), 'xml'],
    'deep namespaces': [patient(Array.from({ length: many }, (_, i) => `<a:b xmlns:a="urn:${i}">`).join('')), 'xml'],
    'deep arrays': ['['.repeat(many) + ']'.repeat(many), 'json'],
    'deep objects': [`{"resourceType":"Patient","extension":${'[{"extension":'.repeat(many)}1${'}]'.repeat(many)}}`, 'json'],
    'deep objects with decimals': [
      `{"resourceType":"Patient","x":1.0,"extension":${'[{"extension":'.repeat(many)}1${'}]'.repeat(many)}}`,
      'json',
    ],
    'billion laughs': [`${laughs}${patient('<id value="&b29;"/>')}`, 'xml'],
    'many attributes': [patient(`<id ${Array.from({ length: many }, (_, i) => `a${i}=""`).join(' ')}/>`), 'xml'],
    'many namespaces': [
      `<Patient xmlns="http://hl7.org/fhir" ${Array.from({ length: many }, (_, i) => `xmlns:a${i}="u"`).join(' ')}>${'<a1:x/>'.repeat(50)}</Patient>`,
      'xml',
    ],
    'namespaces within many namespaces': [
      `<Patient xmlns="http://hl7.org/fhir" ${Array.from({ length: 20_000 }, (_, i) => `xmlns:a${i}="u"`).join(' ')}>${'<name xmlns:b="u"/>'.repeat(20_000)}</Patient>`,
      'xml',
    ],
    'millions of elements that are left out': [patient(`<x>${'<b/>'.repeat(4_000_000)}</x>`), 'xml'],
    'millions of unknown elements, one in the other': [patient('<x>'.repeat(5_000_000)), 'xml'],
    'a million attributes': [patient(`<id ${Array.from({ length: 1_000_000 }, (_, i) => `a${i}=""`).join(' ')}/>`), 'xml'],
    'many unknown elements': [patient('<x/>'.repeat(many)), 'xml'],
    'many attributes in a narrative': [narrative(`<p ${Array.from({ length: many }, (_, i) => `a${i}=""`).join(' ')}/>`), 'xml'],
    'a long name': [patient(`<${'a'.repeat(long)}/>`), 'xml'],
    'a long identifier': [patient(`<id value="${'a'.repeat(long)}"/>`), 'xml'],
    'a long code': [patient(`<gender value="${'a '.repeat(long / 2)}"/>`), 'xml'],
    'a long text in a narrative': [narrative(`${'&amp; '.repeat(long / 6)}<script/>`), 'xml'],
    'a long attribute in a narrative': [narrative(`<p title="${'&amp;'.repeat(long / 5)}"/><script/>`), 'xml'],
    'a long style in a narrative': [narrative(`<p style="${'url( '.repeat(long / 5)}"/>`), 'xml'],
    'a long link in a narrative': [narrative(`<a href="${'&amp;'.repeat(long / 5)}:"/>`), 'xml'],
    'many comments in a narrative': [narrative(`${'<!---->'.repeat(long / 7)}<script/>`), 'xml'],
    'an open comment': [patient(`<!--${'-a'.repeat(long / 2)}`), 'xml'],
    'open sections': [patient('<![CDATA['.repeat(long / 9)), 'xml'],
    'a long number': [patient(`<multipleBirthInteger value="${'9'.repeat(long)}"/>`), 'xml'],
    'a long decimal in JSON': [`{"resourceType":"Observation","valueQuantity":{"value":${'9'.repeat(long)}.0}}`, 'json'],
    'long base64': [patient(`<photo><data value="${'QUJD\n'.repeat(long / 5)}="/></photo>`), 'xml'],
    'backslashes in JSON': [`{"resourceType":"Patient","id":"${'\\\\'.repeat(long / 2)}"}`, 'json'],
    'many members in JSON': [`{"resourceType":"Patient",${Array.from({ length: many }, (_, i) => `"a${i}":1.0`).join(',')}}`, 'json'],
    'many contained resources': [patient('<contained><Patient><id value="a"/></Patient></contained>'.repeat(5000)), 'xml'],
    'many links into contained resources': [
      `{"resourceType":"Patient","contained":[${Array.from({ length: 3000 }, (_, i) => `{"resourceType":"Patient","id":"c${i}"}`)}],"generalPractitioner":[${Array.from({ length: 3000 }, (_, i) => `{"reference":"#c${i}"}`)}]}`,
      'json',
    ],
    'many link identifiers': [
      `{"resourceType":"Questionnaire","status":"draft","item":${'[{"linkId":"a","type":"group","item":'.repeat(40)}[{"linkId":"b","type":"display","x":1}]${'}]'.repeat(40)}}`,
      'json',
    ],
  }

  it.each(Object.keys(HOSTILE))('%s: refused within a second', (name) => {
    const [text, format] = HOSTILE[name]!
    let faults = 0
    const spent = milliseconds(() => {
      faults = taken(text, format)
    })
    expect(faults).toBeGreaterThan(0)
    expect(spent).toBeLessThan(1000)
  })

  it('takes time linear in the length', () => {
    const name = '<name><family value="王"/><given value="桂兰"><extension url="u"><valueDecimal value="1.00"/></extension></given></name>'
    const [short, long] = [2_000, 16_000].map((count) => milliseconds(() => taken(patient(name.repeat(count)), 'xml')))
    expect(long).toBeLessThan(24 * short!)
  })
})
