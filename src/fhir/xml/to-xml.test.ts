import fc from 'fast-check'
import { Fhir } from 'fhir'
import { describe, expect, it } from 'vitest'
import { sameJson } from '../../../test/examples/same.ts'
import { FIXTURES } from '../validate/fixtures/index.ts'
import { elementsOf, isComplex, jsonName, resourceTypes } from '../validate/schema.ts'
import { impossibleCharacter } from './characters.ts'
import { xmlToJson } from './to-json.ts'
import { jsonToXml, XmlError } from './to-xml.ts'

const head = '<?xml version="1.0" encoding="UTF-8"?>'
const written = (resource: object) => jsonToXml(JSON.stringify(resource)).slice(head.length)

describe('writing FHIR XML', () => {
  it('writes the order of the specification, attributes, and values that have only extensions', () => {
    expect(
      jsonToXml(`{"_birthDate":{"extension":[{"valueDecimal":1.00,"url":"u"}]},"name":[{"given":["a",null],"family":"王","_given":[null,{"id":"g"}],"id":"n"}],
        "active":true,"resourceType":"Patient","contained":[{"resourceType":"Basic","code":{"text":"t"},"id":"c"}],"id":"p"}`),
    ).toBe(
      `${head}<Patient xmlns="http://hl7.org/fhir"><id value="p"/><contained><Basic><id value="c"/><code><text value="t"/></code></Basic></contained><active value="true"/><name id="n"><family value="王"/><given value="a"/><given id="g"/></name><birthDate><extension url="u"><valueDecimal value="1.00"/></extension></birthDate></Patient>`,
    )
  })

  it('escapes so that another reader reads the same', () => {
    expect(written({ resourceType: 'Basic', code: { text: '<"&\'>\t\r\n𠮷' } })).toContain('value="&lt;&quot;&amp;\'>&#9;&#13;&#10;𠮷"')
  })

  it('gives a narrative its namespace and numbers for the entities of HTML', () => {
    const xml = written({ resourceType: 'Basic', text: { div: ' <div title="&quot;">a&nbsp;&lt;&mdash;</div>\n' } })
    expect(xml).toContain('<text><div xmlns="http://www.w3.org/1999/xhtml" title="&quot;">a&#160;&lt;&#8212;</div></text>')
  })

  it.each([
    ['{"resourceType":"Patient","name":[{},{"text":"a\\u0001"}]}', 'Patient.name[1].text holds U+0001'],
    ['{"resourceType":"Patient","name":[{"text":"\\uFFFF"}]}', 'holds U+FFFF'],
    ['{"resourceType":"Patient","name":[{"text":"\\uD834x"}]}', 'holds U+D834'],
    ['{"resourceType":"Patient","text":{"div":"<div>\\uFFFE</div>"}}', 'Patient.text.div holds U+FFFE'],
    ['{"resourceType":"Patient","text":{"div":"<div>"}}', 'Patient.text.div <div> is not closed'],
    ['{"resourceType":"Patient","nmae":[]}', 'Patient.nmae is not an element of Patient'],
    ['{"resourceType":"Patient","name":{}}', 'Patient.name may repeat'],
    ['{"resourceType":"Patient","name":["a"]}', 'Patient.name[0] is a string but must be an object'],
    ['{"resourceType":"Patient","active":"true"}', 'Patient.active must be a boolean'],
    ['{"resourceType":"Patient","active":null}', 'Patient.active must be a boolean'],
    ['{"resourceType":"Patient","_active":1}', 'Patient._active is a number but must be an object'],
    ['{"resourceType":"Patient","meta":{"_id":{}}}', 'Patient.meta._id is not an element'],
    ['{"resourceType":"Patient","extension":[{"url":1}]}', 'Patient.extension[0].url is a number but must be a string'],
    ['{"resourceType":"Patient","contained":[{}]}', 'Patient.contained[0].resourceType'],
    ['{"resourceType":"Pateint"}', 'resourceType is not a resource type'],
    ['[]', 'is an array but must be a resource'],
    ['{', 'Resource is not JSON'],
  ])('says what has no XML form: %s', (text, problem) => {
    expect(() => jsonToXml(text)).toThrow(XmlError)
    expect(() => jsonToXml(text)).toThrow(problem)
  })
})

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }).map((s) => (impossibleCharacter(s) ? '字' : s))
const decimal = fc
  .tuple(fc.constantFrom('', '-'), fc.nat(999), fc.constantFrom('', '.0', '.50', '.000', 'e3', 'E-7', '.10e+2'))
  .map((parts) => parts.join(''))
const VALUES: Record<string, fc.Arbitrary<string>> = {
  boolean: fc.constantFrom('true', 'false'),
  decimal,
  xhtml: fc
    .constantFrom('x', 'a &lt; b', '<p class="c">1</p>', '<br/>')
    .map((inner) => JSON.stringify(`<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`)),
  ...Object.fromEntries(['integer', 'positiveInt', 'unsignedInt'].map((type) => [type, fc.nat().map(String)])),
}
const extension = text.map((url) => `{"url":${JSON.stringify(url)},"valueDecimal":2.00}`)
const twin = fc.oneof(
  text.map((id) => `{"id":${JSON.stringify(id)}}`),
  fc.array(extension, { minLength: 1, maxLength: 2 }).map((list) => `{"extension":[${list}]}`),
)

/** JSON text of an object of a type: some elements, in any order, some values missing but for their extensions. */
function objectOf(type: string, depth: number): fc.Arbitrary<string> {
  const elements = elementsOf(type).filter((element) => !(depth <= 0 && element.types.some((ref) => isComplex(ref.type))))
  const member = fc.constantFrom(...elements).chain((element) =>
    fc.constantFrom(...element.types).chain((ref) => {
      const name = jsonName(element, ref.type)
      const value =
        ref.type === 'Resource'
          ? resourceOf('Basic', depth - 1)
          : isComplex(ref.type)
            ? objectOf(ref.type, depth - 1)
            : (VALUES[ref.type] ?? text.map((t) => JSON.stringify(t)))
      const attribute = (name === 'id' && !resourceTypes().includes(type)) || (type === 'Extension' && name === 'url')
      const simple = !isComplex(ref.type) && ref.type !== 'xhtml' && !attribute
      const one = fc.oneof(
        { weight: 4, arbitrary: fc.tuple(value, fc.constant('')) },
        ...(simple ? [fc.tuple(value, twin), fc.tuple(fc.constant(''), twin)] : []),
      )
      const many = fc.array(one, { minLength: 1, maxLength: 3 }).map((list): [string, string] => {
        const array = (items: string[]) => (items.some((item) => item) ? `[${items.map((item) => item || 'null')}]` : '')
        return [array(list.map(([v]) => v)), array(list.map(([, t]) => t))]
      })
      return (element.many ? many : one).map(([v, t]) => ({
        name,
        text: [v && `"${name}":${v}`, t && `"_${name}":${t}`].filter((part) => part).join(','),
      }))
    }),
  )
  return fc
    .uniqueArray(member, { selector: ({ name }) => name, minLength: 1, maxLength: 5 })
    .map((members) => `{${members.map((m) => m.text)}}`)
}

const resourceOf = (type: string, depth: number) => objectOf(type, depth).map((object) => `{"resourceType":"${type}",${object.slice(1)}`)

describe('JSON to XML and back', () => {
  it('is the same for all types, whatever they hold, numbers to the digit', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...resourceTypes()).chain((type) => resourceOf(type, 3)),
        (json) => {
          const back = xmlToJson(jsonToXml(json))
          expect(back.issues).toEqual([])
          expect(sameJson(back.text, json), `${json}\n${back.text}`).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  const other = new Fhir()

  // The npm package `fhir` makes JavaScript numbers of decimals, so these fixtures have none that end in zero.
  it.each(FIXTURES.map((resource) => [`${resource.resourceType}/${resource.id}`, resource] as const))(
    'agrees with another converter, both ways: %s',
    (_, resource) => {
      const json = JSON.stringify(resource)
      expect(JSON.parse(other.xmlToJson(jsonToXml(json)))).toEqual(resource)
      expect(JSON.parse(xmlToJson(other.jsonToXml(json)).text)).toEqual(resource)
    },
  )
})
