import { writeFileSync } from 'node:fs'
import { type CodeSystemName, codeSystems } from '../adapters/files/code-systems.ts'
import { importCodeTable } from '../adapters/files/code-table.ts'
import { divisionTemplate, importDivisions } from '../adapters/files/division-table.ts'
import { openSource } from '../adapters/files/sources/open.ts'
import type { Config } from '../server/config.ts'
import { chooseCounty, UsageError } from './county.ts'
import { withHouse } from './with-house.ts'

/** Townships and villages are a table of their own: codes of twelve digits, of which only the county's own are kept. */
const divisions = { name: 'divisions', text: '统计用区划代码（乡镇、村）' }

/** `codes <system> <file>`: puts an official code table in force from a day, or says what it would change; with `template`, writes an example of divisions to the file. */
export async function loadCodes(
  config: Config,
  name: string,
  file: string,
  options: { from?: string; county?: string; sheet?: string; preview?: boolean; template?: boolean },
) {
  if (name === divisions.name && options.template) return writeFileSync(file, divisionTemplate)
  const known = Object.entries(codeSystems).map(([key, { text }]) => `${key} ${text[0]}`)
  const system = Object.hasOwn(codeSystems, name) ? codeSystems[name as CodeSystemName] : undefined
  if (!system && name !== divisions.name)
    throw new UsageError(`没有这种编码表 / no such code table: ${name}\n${[...known, `${divisions.name} ${divisions.text}`].join('\n')}`)
  const { from = '' } = options
  if (!/^\d{4}-\d\d-\d\d$/.test(from) || Number.isNaN(Date.parse(from)))
    throw new UsageError('请用 --from YYYY-MM-DD 给出启用日期 / give the first day with --from YYYY-MM-DD')
  await withHouse(config, async ({ record, clock }) => {
    const county = await chooseCounty(record, options.county)
    const source = await openSource(file, options.sheet ? { sheet: options.sheet } : {})
    const dry = options.preview === true
    const how = { from, dry, actor: 'cli', now: clock().toISOString() }
    const { rows, added, changed, gone, same, left } = await (system
      ? importCodeTable(record, county, system, source, how)
      : importDivisions(record, county, source, how))
    console.log(
      `${dry ? '预览 / preview: ' : ''}${rows} 个代码：新增 ${added}，变更 ${changed}，停用 ${gone}，不变 ${same}；略过 ${left.length} 行`,
    )
    console.log(`${rows} codes: ${added} new, ${changed} changed, ${gone} ended, ${same} the same; ${left.length} lines left out`)
    for (const { line, reason } of left.slice(0, 20)) console.log(`  第 ${line} 行：${reason[0]} / line ${line}: ${reason[1]}`)
  })
}
