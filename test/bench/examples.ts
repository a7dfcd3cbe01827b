/**
 * Every official example, or every .json file of a folder given as argument, against what ../examples/law.ts says; with the processor time it takes.
 * Run: npx tsx test/bench/examples.ts [FOLDER]
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseResource } from '../../src/fhir/json.ts'
import { validate } from '../../src/fhir/validate/validate.ts'
import { xmlToJson } from '../../src/fhir/xml/to-json.ts'
import { jsonToXml } from '../../src/fhir/xml/to-xml.ts'
import { changedByXml, faultyElements } from '../examples/law.ts'
import { exampleFiles, exampleText, WRONG } from '../examples/official.ts'

const [, , folder] = process.argv
const files = folder ? readdirSync(folder).filter((file) => file.endsWith('.json')) : exampleFiles
const read = (file: string) => (folder ? readFileSync(join(folder, file), 'utf8') : exampleText(file))
const spent = { parse: 0, validate: 0, jsonToXml: 0, xmlToJson: 0 }
const size = { json: 0, xml: 0 }

function timed<T>(step: keyof typeof spent, work: () => T): T {
  const from = process.cpuUsage().user
  const result = work()
  spent[step] += (process.cpuUsage().user - from) / 1000
  return result
}

for (const file of files) {
  const text = read(file)
  const faults = faultyElements(text).filter((path) => !WRONG[file]?.includes(path))
  if (faults.length > 0) console.log(file, 'is refused at', faults.join(', '))
  const changed = changedByXml(text)
  if (changed) console.log(file, changed)
  const { resource } = timed('parse', () => parseResource(text))
  timed('validate', () => validate(resource))
  const xml = timed('jsonToXml', () => jsonToXml(text))
  timed('xmlToJson', () => xmlToJson(xml))
  size.json += text.length
  size.xml += xml.length
}
const rate = (bytes: number, ms: number) => `${((ms * 1000 * 1024) / bytes).toFixed(1)} µs/KB`
console.log(`${files.length} files, ${(size.json / 2 ** 20).toFixed(1)} MB JSON, ${(size.xml / 2 ** 20).toFixed(1)} MB XML`)
for (const [step, ms] of Object.entries(spent)) console.log(step.padEnd(10), rate(step === 'xmlToJson' ? size.xml : size.json, ms))
