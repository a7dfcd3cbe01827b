import { expect, it } from 'vitest'
import { feedOf, mapping } from '../../../test/feeds.ts'
import { drivers } from './drivers/all.ts'
import { columnsOf, pageSql } from './pages.ts'
import { sourceError } from './trouble.ts'

const at = { mark: '2026-03-02 09:00:00', key: ['1', "x'; drop table"] }
const sql = (driver: keyof typeof drivers, change: object = {}) =>
  pageSql(feedOf({ driver, key: ['org', 'id'], batch: 50, ...change }), drivers[driver].dialect, at)

it('reads each column once, in the dialect of the database, and holds no value in its text', () => {
  expect(columnsOf(feedOf({}))).toEqual(['updated', 'id', ...Object.keys(mapping)])
  const values = [at.mark, at.mark, '1', '1', at.key[1]]
  expect(sql('mysql')).toEqual({
    sql: `select ${['updated', 'org', 'id', 'visit_no', 'id_card', 'name', 'at', 'class', 'dept', 'diagnosis', 'total'].map((c) => `\`${c}\``).join(', ')} from \`v_visits\` q where \`updated\` is not null and \`org\` is not null and \`id\` is not null and \`updated\` >= ? and (\`updated\` > ? or (\`org\` > ? or (\`org\` = ? and \`id\` >= ?))) order by \`updated\`, \`org\`, \`id\` limit 50`,
    values,
  })
  for (const driver of ['postgres', 'sqlserver', 'oracle'] as const) expect(sql(driver).values).toEqual(values)
  expect(sql('postgres').sql).toContain('"updated" >= $1 and ("updated" > $2 or ("org" > $3')
  expect(sql('sqlserver').sql).toMatch(/^select top \(50\) convert\(nvarchar\(4000\), \[updated\], 121\)/)
  expect(sql('oracle').sql).toMatch(/^select to_char\("updated"\).* fetch first 50 rows only$/)
})

it('names are quoted, schemas kept, a SELECT stands in brackets', () => {
  expect(sql('mysql', { view: 'his.v`x' }).sql).toContain('from `his`.`v``x` q')
  expect(sql('postgres', { view: 'v"x' }).sql).toContain('from "v""x" q')
  expect(sql('sqlserver', { view: 'dbo.v]x' }).sql).toContain('from [dbo].[v]]x] q')
  expect(sql('mysql', { view: undefined, select: 'select * from a join b' }).sql).toContain('from (select * from a join b) q')
})

it('a driver that was not installed says how', async () => {
  for (const driver of ['sqlserver', 'oracle'] as const) {
    const access = { host: 'h', port: 1, database: 'd', user: 'u', password: 'p', tls: false, timeout: 1 }
    const error = await drivers[driver].open(access).catch((error: unknown) => sourceError(error))
    expect(error).toMatchObject({ rule: 'driver', message: expect.stringContaining('npm install --no-save') })
  }
})

it('an unknown error keeps its code and loses its message, which may quote a value', () => {
  const error = sourceError(Object.assign(new Error('invalid input syntax: "141099195001011235"'), { code: '22P02' }))
  expect(error.message).toBe('数据库报错 22P02 / The database answered error 22P02')
  expect(sourceError(new AggregateError([Object.assign(new Error(''), { code: 'ECONNREFUSED' })]))).toMatchObject({ rule: 'unreachable' })
  expect(sourceError(undefined)).toMatchObject({ rule: 'source' })
})
