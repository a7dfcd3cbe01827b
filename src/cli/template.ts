import { writeFileSync } from 'node:fs'
import { kinds } from '../adapters/files/kinds/index.ts'
import { templateBook, templateText } from '../adapters/files/template.ts'
import { UsageError } from './county.ts'

/** `import --template kind [file]`: the header of a kind and a row of examples, as CSV; with the data dictionary when the file is named `.xlsx`. */
export function writeTemplate(name: string, file: string | undefined) {
  const kind = kinds.find((one) => one.name === name)
  if (!kind) throw new UsageError(`没有这种模板 / no such template: ${name}; ${kinds.map((one) => one.name).join(', ')}`)
  const { extension, text } = templateText(kind)
  const path = file ?? `${name}.${extension}`
  writeFileSync(path, path.endsWith('.xlsx') ? templateBook(kind, 'zh') : text)
  console.log(`模板已写入 / template written: ${path}`)
}
