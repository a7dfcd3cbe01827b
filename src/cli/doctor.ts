import { X509Certificate } from 'node:crypto'
import { accessSync, chmodSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { capabilities } from '../capabilities/index.ts'
import { type Db, openDb } from '../record/db.ts'
import { checkAudit, checkSearch, checkViews, countiesOf } from '../record/doctor/content.ts'
import { type Finding, finding } from '../record/doctor/finding.ts'
import { checkPersons, checkRelations } from '../record/doctor/persons.ts'
import { checkBacklog, checkClock, checkConnections, checkIntake } from '../record/doctor/running.ts'
import { checkIndexes, checkMigrations, checkPartitions, checkVacuum } from '../record/doctor/schema.ts'
import { EngineError } from '../record/engine/error.ts'
import { joinEngine } from '../record/engine/open.ts'
import { flatView } from '../record/view.ts'
import { type Config, unfinishedRestore } from '../server/config.ts'
import { readTls } from '../server/tls.ts'

export type DoctorOptions = { fix?: boolean; full?: boolean; json?: boolean }
const GB = 1024 ** 3

/** Room on the disk of the data folder. */
function checkDisk(folder: string): Finding {
  const { bavail, blocks, bsize } = statfsSync(folder)
  const [free, share] = [bavail * bsize, bavail / blocks]
  const said = `${(free / GB).toFixed(1)} GB`
  return finding(
    'disk',
    free < GB || share < 0.03 ? 'wrong' : share < 0.15 ? 'warn' : 'ok',
    [`磁盘剩余 ${said}`, `${said} free on the disk`],
    {
      mend: ['腾出空间或扩容；磁盘满时不能写入', 'make room: nothing can be written on a full disk'],
    },
  )
}

/** Who may read and write the data folder. */
function checkFolder(folder: string): Finding {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return finding('folder', 'wrong', [`数据目录不可读写：${folder}`, `the data folder cannot be read and written: ${folder}`], {
      mend: ['以运行服务的账户执行，或修正目录属主', 'run this as the account of the service, or mend the owner of the folder'],
    })
  }
  if (existsSync(unfinishedRestore(folder)))
    return finding('folder', 'wrong', ['恢复没有完成', 'a restore into this folder was not finished'], {
      mend: ['删除该目录，重新执行 restore', 'delete the folder and restore again'],
    })
  const secret = join(folder, 'pg-password')
  if (existsSync(secret) && statSync(secret).mode & 0o077)
    return finding('folder', 'wrong', [`其他账户可读 ${secret}`, `others can read ${secret}`], {
      mend: ['chmod 600，或用 --fix', 'chmod 600, or use --fix'],
      fix: async () => chmodSync(secret, 0o600),
    })
  return finding('folder', 'ok', [`数据目录 ${folder}`, `data folder ${folder}`])
}

/** The certificate: that it fits its key, and how long it is good for. */
function checkTls({ service }: Config, now: Date): Finding[] {
  if (!service?.tls) return []
  try {
    const { validTo } = new X509Certificate(readTls(service.tls).cert)
    const days = Math.floor((Date.parse(validTo) - now.getTime()) / 86_400_000)
    return [
      finding(
        'tls',
        days < 0 ? 'wrong' : days < 21 ? 'warn' : 'ok',
        [`证书还有 ${days} 天到期`, `the certificate is good for ${days} days`],
        {
          mend: ['更新证书文件，再发送 SIGHUP', 'renew the file and send SIGHUP'],
        },
      ),
    ]
  } catch (error) {
    return [
      finding('tls', 'wrong', [String((error as Error).message), 'the certificate cannot be used'], {
        mend: ['检查 --tls-cert 与 --tls-key', 'see to --tls-cert and --tls-key'],
      }),
    ]
  }
}

/** All that is looked at in the database; a look that fails is a finding itself. */
async function checkDatabase(db: Db, full: boolean, now: () => Date): Promise<Finding[]> {
  const look = async (check: string, work: () => Promise<Finding | Finding[]>): Promise<Finding[]> => {
    try {
      return [await work()].flat()
    } catch (error) {
      const code = (error as { code?: string }).code ?? (error as Error).name
      return [
        finding(check, 'wrong', [`无法检查：${code}`, `this could not be looked at: ${code}`], {
          mend: ['先处理其他问题', 'mend the others first'],
        }),
      ]
    }
  }
  const schema = await look('migrations', () => checkMigrations(db))
  if (schema.some(({ state }) => state !== 'ok')) return [...schema, ...(await look('connections', () => checkConnections(db)))]
  const hashes = new Map(
    capabilities.flatMap((c) => c.views.map(({ definition }) => [definition.name, flatView(definition).hash] as const)),
  )
  const counties = await countiesOf(db)
  const found = [
    schema,
    await look('partitions', () => checkPartitions(db, now())),
    await look('indexes', () => checkIndexes(db)),
    await look('vacuum', () => checkVacuum(db)),
    await look('connections', () => checkConnections(db)),
    await look('clock', () => checkClock(db, now)),
    await look('backlog', () => checkBacklog(db, now)),
    await look('intake', () => checkIntake(db)),
    await look('views', () => checkViews(db, counties, hashes)),
  ]
  for (const county of counties) {
    found.push(await look('persons', () => checkPersons(db, county)))
    found.push(await look('relations', () => checkRelations(db, county)))
    found.push(await look('search', () => checkSearch(db, county, full)))
    found.push(await look('audit', () => checkAudit(db, county, full)))
  }
  return found.flat()
}

async function checkEngine(config: Config, full: boolean, fix: boolean, now: () => Date): Promise<Finding[]> {
  const engine = await joinEngine(config).catch((error: unknown) => {
    if (error instanceof EngineError) return error
    throw error
  })
  if (engine instanceof EngineError) return [finding('engine', 'wrong', [engine.message, engine.fault], { mend: ['见上', 'see above'] })]
  const db = openDb(engine.url, { max: 1, name: 'countywide-doctor' })
  try {
    const [row] = await db.query<{ version: string }>(`select current_setting('server_version') as version`)
    const found = await checkDatabase(db, full, now)
    if (fix) await mend(found)
    return [finding('engine', 'ok', [`数据库 PostgreSQL ${row!.version}`, `database: PostgreSQL ${row!.version}`]), ...found]
  } finally {
    await db.close()
    await engine.stop()
  }
}

async function mend(found: Finding[]) {
  for (const one of found)
    if (one.state !== 'ok' && one.fix) {
      await one.fix()
      Object.assign(one, { state: 'ok', text: [`${one.text[0]}；已修复`, `${one.text[1]}; mended`] })
    }
}

/** Everything there is to see about a data folder and its database. `fix` mends what can be mended without risk to data. */
export async function examine(
  config: Config,
  { fix = false, full = false }: DoctorOptions,
  now: () => Date = () => new Date(),
): Promise<Finding[]> {
  if (!existsSync(config.data) && !config.databaseUrl)
    return [
      finding('folder', 'wrong', [`没有这个数据目录：${config.data}`, `there is no such data folder: ${config.data}`], {
        mend: ['用 --data 指定', 'name it with --data'],
      }),
    ]
  const outside = [...(existsSync(config.data) ? [checkFolder(config.data), checkDisk(config.data)] : []), ...checkTls(config, now())]
  if (fix) await mend(outside)
  if (outside.some(({ check, state }) => check === 'folder' && state === 'wrong')) return outside
  return [...outside, ...(await checkEngine(config, full, fix, now))]
}

const marks = { ok: '  ✓', warn: '  !', wrong: '  ✗' } as const

/** `countywide doctor`: exit code 1 when something is wrong (a warning alone is none). */
export async function doctor(config: Config, options: DoctorOptions): Promise<void> {
  const found = await examine(config, options)
  if (options.json)
    console.log(
      JSON.stringify(
        found.map(({ check, state, text, mend }) => ({ check, state, text, ...(state === 'ok' || !mend ? {} : { mend }) })),
        null,
        1,
      ),
    )
  else
    for (const { state, text, mend } of found) {
      console.log(`${marks[state]} ${text[0]} / ${text[1]}`)
      if (state !== 'ok' && mend) console.log(`      → ${mend[0]} / ${mend[1]}`)
    }
  if (found.some(({ state }) => state === 'wrong')) process.exitCode = 1
}
