import { describe, expect, it } from 'vitest'
import { validate } from '../validate/validate.ts'
import { xmlToJson } from './to-json.ts'

const patient = (inner: string, attributes = 'xmlns="http://hl7.org/fhir"') => `<Patient ${attributes}>${inner}</Patient>`
const div = '<div xmlns="http://www.w3.org/1999/xhtml">'
const read = (inner: string) => {
  const { text, issues } = xmlToJson(patient(inner))
  expect(issues).toEqual([])
  return JSON.parse(text)
}
const fault = (xml: string) => {
  const { text, issues } = xmlToJson(xml)
  expect(text).toBe('')
  return `${issues[0]?.expression} ${issues[0]?.diagnostics}`
}

describe('reading FHIR XML', () => {
  it('makes what JSON says of it', () => {
    expect(
      xmlToJson(
        `\uFEFF<?xml version='1.0' encoding='utf-8'?><?xml-stylesheet href="x"?><!-- 注 -->
        <Observation xmlns="http://hl7.org/fhir" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://hl7.org/fhir x">
          <id value="o1"/><status value="final"/><!-- <code/> -->
          <code><text value="血糖 &lt;&#x7A7A;腹&gt;&#10;&amp;"/></code>
          <valueQuantity><value value="5.60"/><unit value="mmol/L"></unit></valueQuantity>
        </Observation>`,
      ).text,
    ).toBe(
      '{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"血糖 <空腹>\\n&"},"valueQuantity":{"value":5.60,"unit":"mmol/L"}}',
    )
  })

  it('keeps ids and extensions of values, also where a value is missing', () => {
    const born = '<extension url="u"><valueInteger value="+5"/></extension>'
    expect(
      read(`<birthDate id="b" value="1957">${born}</birthDate>
        <name id="n"><given value="一"/><given id="g2">${born}</given><given xml:id="g3" value="三"/></name>`),
    ).toEqual({
      resourceType: 'Patient',
      birthDate: '1957',
      _birthDate: { id: 'b', extension: [{ url: 'u', valueInteger: 5 }] },
      name: [
        {
          id: 'n',
          given: ['一', null, '三'],
          _given: [null, { id: 'g2', extension: [{ url: 'u', valueInteger: 5 }] }, { id: 'g3' }],
        },
      ],
    })
  })

  it('reads contained resources and those of a bundle', () => {
    const inner = '<Patient><id value="p"/><contained><Patient><id value="q"/><active value="true"/></Patient></contained></Patient>'
    const { text } = xmlToJson(
      `<Bundle xmlns="http://hl7.org/fhir"><type value="collection"/><entry><resource>${inner}</resource></entry></Bundle>`,
    )
    const contained = [{ resourceType: 'Patient', id: 'q', active: true }]
    expect(JSON.parse(text)).toEqual({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: { resourceType: 'Patient', id: 'p', contained } }],
    })
  })

  it('keeps the source of a narrative, white space, comments, quotes and references as they are', () => {
    const source = `${div}\n <p class='a'>1 &lt; 2 &#160;<!-- < --><br></br>\r\n<b/></p></div>`
    expect(read(`<text><status value="generated"/>${source}</text>`).text.div).toBe(source)
  })

  it('gives a narrative its namespace when it has it from outside, under a prefix or not', () => {
    const xhtml = 'http://www.w3.org/1999/xhtml'
    const [prefixed, outer] = ['h:div', 'div'].map((name) =>
      xmlToJson(
        `<f:Patient xmlns:f="http://hl7.org/fhir" xmlns:h="${xhtml}" xmlns="${xhtml}"><f:text><${name} title="a>b"><${name.replace('div', 'b')}/></${name}></f:text></f:Patient>`,
      ),
    )
    const expected = { resourceType: 'Patient', text: { div: `${div.slice(0, -1)} title="a>b"><b/></div>` } }
    expect(JSON.parse(prefixed!.text)).toEqual(expected)
    expect(JSON.parse(outer!.text)).toEqual(expected)
  })

  it.each([
    ['', 'Resource Line 1, column 0: document must contain a root element.'],
    ['<a', 'Resource Line 1, column 2: document must contain a root element.'],
    ['Patient', 'Resource Line 1, column 7: '],
    [patient('<active value=true/>'), 'Resource Line 1, column 52: unquoted attribute value.'],
    [patient('<active value="true">\n</Patient>'), 'Resource Line 2, column 10: unexpected close tag.'],
    [patient('<active value="&lol;"/>'), 'Line 1, column'],
    [patient('<id value="a\u0000"/>'), 'disallowed character'],
    [patient('<id value="&#0;"/>'), 'malformed character entity'],
    [patient('<id value="\ud800"/>'), 'disallowed character'],
    [`<!DOCTYPE x [<!ENTITY a "b">]>${patient('')}`, 'remove <!DOCTYPE …>'],
    [`<?xml version="1.0" encoding="GB18030"?>${patient('')}`, 'FHIR is written in UTF-8'],
    [`<?xml version="1.1"?>${patient('')}`, 'write version="1.0"'],
    ['<Patient/>', 'Resource Line 1: Patient is in namespace "": it must be in "http://hl7.org/fhir".'],
    [patient('', 'xmlns="http://hl7.org/fhir/"'), 'it must be in "http://hl7.org/fhir"'],
    [patient('<x:active value="true"/>'), 'Patient.`x:active` Line 1'],
    ['<Pateint xmlns="http://hl7.org/fhir"/>', '"Pateint" is not a resource type of R4. Did you mean "Patient"?'],
    [
      patient('<name><famly value="x"/></name>'),
      'Patient.name[0].famly Line 1: "famly" is not an element of HumanName in R4. Did you mean "family"?',
    ],
    [patient('<name/><name><given value="a"/><given><x/></given></name>'), 'Patient.name[1].given[1].x Line 1'],
    [
      patient('<extension><url value="x"/></extension>'),
      'Patient.extension[0].url Line 1: "url" is not an element of Extension in R4. It is an attribute.',
    ],
    [patient('<active value="1"/>'), 'Patient.active Line 1: "1" is not of type boolean.'],
    [patient('<multipleBirthInteger value="01"/>'), 'Patient.multipleBirth Line 1: "01" is not of type integer.'],
    [patient('<name value="王"/>'), 'Patient.name[0].value Line 1: Attribute "value" is not allowed here'],
    [patient('<id id="x" value="y" lang="zh"/>'), 'Patient.id.lang'],
    [patient('<active>true</active>'), '"true" stands between elements'],
    [patient('<active><![CDATA[true]]></active>'), '"true" stands between elements'],
    [patient('<active/>'), 'Patient.active Line 1: active is empty'],
    [patient('<contained/>'), 'Patient.contained[0] Line 1: contained is empty'],
    [patient('<contained><Patient/><Patient/></contained>'), 'contained holds one resource'],
    [patient('<active value="true"/><active value="false"/>'), 'active is given twice'],
    [patient('<text><div/></text>'), 'it must be in "http://www.w3.org/1999/xhtml"'],
    [patient(`<text>${div}</div>${div}</div></text>`), 'div is given twice'],
  ])('refuses %s', (xml, expected) => {
    expect(fault(xml)).toContain(expected)
  })

  it('leaves empty objects to the validator, which says where they are', () => {
    const { text } = xmlToJson(patient('<name/>'))
    expect(validate(JSON.parse(text))).toMatchObject([{ expression: 'Patient.name[0]' }])
  })

  it('tells at most 100 faults', () => {
    expect(xmlToJson(patient('<x/>'.repeat(1000))).issues).toHaveLength(100)
  })
})
