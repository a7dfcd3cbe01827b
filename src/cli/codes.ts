import { type CodeSystemName, codeSystems } from '../adapters/files/code-systems.ts'
import { importCodeTable } from '../adapters/files/code-table.ts'
import { openSource } from '../adapters/files/sources/open.ts'
import type { Config } from '../server/config.ts'
import { chooseCounty, UsageError } from './county.ts'
import { withHouse } from './with-house.ts'

/** `codes <system> <file>`: puts an official code table in force from a day, or says what it would change. */
export async function loadCodes(
  config: Config,
  name: string,
  file: string,
  options: { from: string; county?: string; sheet?: string; preview?: boolean },
) {
  const known = Object.entries(codeSystems).map(([key, { text }]) => `${key} ${text[0]}`)
  const system = codeSystems[name as CodeSystemName]
  if (!system) throw new UsageError(`没有这种编码表 / no such code table: ${name}\n${known.join('\n')}`)
  const { from } = options
  if (!/^\d{4}-\d\d-\d\d$/.test(from) || Number.isNaN(Date.parse(from)))
    throw new UsageError('请用 --from YYYY-MM-DD 给出启用日期 / give the first day with --from YYYY-MM-DD')
  await withHouse(config, async ({ record, clock }) => {
    const county = await chooseCounty(record, options.county)
    const source = await openSource(file, options.sheet ? { sheet: options.sheet } : {})
    const dry = options.preview === true
    const { rows, added, changed, gone, same, left } = await importCodeTable(record, county, system, source, {
      from,
      dry,
      actor: 'cli',
      now: clock().toISOString(),
    })
    console.log(
      `${dry ? '预览 / preview: ' : ''}${rows} 个代码：新增 ${added}，变更 ${changed}，停用 ${gone}，不变 ${same}；略过 ${left.length} 行`,
    )
    console.log(`${rows} codes: ${added} new, ${changed} changed, ${gone} ended, ${same} the same; ${left.length} lines left out`)
    for (const { line, reason } of left.slice(0, 20)) console.log(`  第 ${line} 行：${reason[0]} / line ${line}: ${reason[1]}`)
  })
}
