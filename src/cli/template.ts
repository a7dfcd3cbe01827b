import { writeFileSync } from 'node:fs'
import { byteOrderMark, csvLine } from '../adapters/files/csv-line.ts'
import { kinds } from '../adapters/files/kinds/index.ts'
import { UsageError } from './county.ts'

/** `import --template kind [file]`: the header of a kind and one row of examples, as CSV. */
export function writeTemplate(name: string, file: string | undefined) {
  const kind = kinds.find((one) => one.name === name)
  if (!kind) throw new UsageError(`没有这种模板 / no such template: ${name}; ${kinds.map((one) => one.name).join(', ')}`)
  const columns = Object.entries(kind.columns)
  const path = file ?? `${name}.csv`
  const lines = [columns.map(([column]) => column), columns.map(([, { example = '' }]) => example)]
  writeFileSync(path, `${byteOrderMark}${lines.map(csvLine).join('')}`)
  console.log(`模板已写入 / template written: ${path}`)
}
