import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isRoot, unprivileged } from './account.ts'
import { findBinaries, prepareBinaries } from './binaries.ts'
import { visit } from './database.ts'
import { type Engine, launchEngine } from './launch.ts'
import { openEngine } from './open.ts'
import { readPostmaster } from './postmaster.ts'
import { alive } from './processes.ts'
import { stopServer } from './server.ts'

let root: string
const running: Engine[] = []
const launch = async (options: Parameters<typeof launchEngine>[0]) => {
  const engine = await launchEngine(options)
  running.push(engine)
  return engine
}
const rows = (url: string) => visit(url, async (sql) => (await sql<{ n: number }[]>`select n from kept order by n`).map((row) => row.n))
const keep = (url: string, n: number) =>
  visit(url, async (sql) => {
    await sql`create table if not exists kept (n int primary key)`
    await sql`insert into kept values (${n})`
  })

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'engine-'))
  chmodSync(root, 0o755)
})
afterAll(async () => {
  await Promise.all(running.map((engine) => engine.stop()))
  rmSync(root, { recursive: true })
})

describe('one data folder with blanks and Chinese characters, through its life', () => {
  let data: string
  beforeAll(() => (data = join(root, '县域 数据', 'o\'ne "county"')))
  const cluster = () => join(data, 'pgdata')

  test('first start makes the cluster, closed to others, and the database', async () => {
    const engine = await launch({ data, settings: { work_mem: '7MB' } })
    expect(engine).toMatchObject({ first: true, adopted: false })
    expect(statSync(join(data, 'pg-password')).mode & 0o777).toBe(0o600)
    expect(statSync(cluster()).mode & 0o777).toBe(0o700)
    expect(statSync(data).mode & 0o777).toBe(0o755)
    const [is] = await visit(
      engine.url,
      (sql) => sql`select current_database() as db, current_setting('work_mem') as mem, current_setting('fsync') as fsync,
        current_setting('unix_socket_directories') as sockets, current_setting('listen_addresses') as listen,
        (select datlocprovider::text || datlocale || pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as locale,
        (select string_agg(distinct auth_method, ',') from pg_hba_file_rules) as auth`,
    )
    expect(is).toEqual({
      db: 'countywide',
      mem: '7MB',
      fsync: 'on',
      sockets: '',
      listen: '127.0.0.1',
      locale: 'bC.UTF-8UTF8',
      auth: 'scram-sha-256',
    })
    await keep(engine.url, 1)
    await expect(launchEngine({ data })).rejects.toMatchObject({ fault: 'in-use' })
    await expect(visit(engine.url.replace(/:[^:@]+@/, ':wrong@'), (sql) => sql`select 1`)).rejects.toMatchObject({ code: '28P01' })
    await engine.stop()
    await engine.stop()
    expect(existsSync(join(cluster(), 'postmaster.pid'))).toBe(false)
    console.info('first start', engine.milliseconds)
  })

  test('restart finds rows, port and password again', async () => {
    const before = readFileSync(join(data, 'pg-port'), 'utf8')
    const engine = await launch({ data })
    expect(engine).toMatchObject({ first: false, adopted: false })
    expect(new URL(engine.url).port).toBe(before.trim())
    expect(await rows(engine.url)).toEqual([1])
    await engine.stop()
    console.info('restart', engine.milliseconds)
  })

  test('a stale postmaster.pid whose pid is now another program does not hinder', async () => {
    const stranger = spawn('sleep', ['60'], isRoot() ? { ...unprivileged() } : {}) // PostgreSQL itself shies only from pids of its own account
    writeFileSync(join(cluster(), 'postmaster.pid'), `${stranger.pid}\n${cluster()}\n1\n1\n\n127.0.0.1\n  1 1\nready   \n`)
    const engine = await launch({ data })
    expect(engine.adopted).toBe(false)
    stranger.kill()
    expect(await rows(engine.url)).toEqual([1])
    await engine.stop()
  })

  test('a killed server that nobody has reaped yet does not hinder', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], isRoot() ? { ...unprivileged() } : {})
    const [pid] = await once(parent.stdout, 'data')
    while (alive(Number(pid))) await new Promise((resolve) => setTimeout(resolve, 5))
    writeFileSync(join(cluster(), 'postmaster.pid'), `${String(pid).trim()}\n${cluster()}\n1\n1\n\n127.0.0.1\n  1 1\nready   \n`)
    const engine = await launch({ data })
    expect(engine.adopted).toBe(false)
    parent.kill()
    expect(await rows(engine.url)).toEqual([1])
    await engine.stop()
  })

  test('kill -9 of the server: the next start recovers what was committed', async () => {
    const engine = await launch({ data })
    await keep(engine.url, 2)
    process.kill(readPostmaster(cluster())!.pid, 'SIGKILL')
    await engine.stop()
    const again = await launch({ data })
    expect(again.adopted).toBe(false)
    expect(await rows(again.url)).toEqual([1, 2])
    await again.stop()
    console.info('recovery', again.milliseconds)
  })

  test('a server that died under us is started again on its port', async () => {
    const engine = await launch({ data })
    expect(await engine.revive()).toBe(false)
    const { pid } = readPostmaster(cluster())!
    process.kill(pid, 'SIGKILL')
    while (alive(pid)) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await engine.revive()).toBe(true)
    expect(await rows(engine.url)).toContain(1)
    await engine.stop()
    expect(await engine.revive()).toBe(false)
  })

  test('kill -9 of Node: the server lives on and is adopted', async () => {
    const code = `import { launchEngine } from ${JSON.stringify(new URL('launch.ts', import.meta.url).href)}
      const engine = await launchEngine({ data: ${JSON.stringify(data)} }); console.log(engine.url); setInterval(() => {}, 1000)`
    const node: ChildProcess = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const url = String((await once(node.stdout!, 'data'))[0]).trim()
    await keep(url, 3)
    await expect(launchEngine({ data })).rejects.toMatchObject({ fault: 'in-use', message: expect.stringContaining(`pid ${node.pid}`) })
    node.kill('SIGKILL')
    await once(node, 'exit')
    const { pid } = readPostmaster(cluster())!
    expect(alive(pid)).toBe(true)
    const engine = await launch({ data })
    expect(engine).toMatchObject({ first: false, adopted: true, url })
    expect(await rows(engine.url)).toEqual([1, 2, 3])
    await engine.stop()
    expect(alive(pid)).toBe(false)
    console.info('adoption', engine.milliseconds)
  })

  test('a wanted port that is taken is refused, a remembered one is replaced', async () => {
    const port = Number(readFileSync(join(data, 'pg-port'), 'utf8'))
    const taker = createServer().listen(port, '127.0.0.1')
    await once(taker, 'listening')
    await expect(launchEngine({ data, port })).rejects.toMatchObject({
      fault: 'port-taken',
      message: expect.stringContaining(String(port)),
    })
    const engine = await launch({ data })
    expect(Number(new URL(engine.url).port)).not.toBe(port)
    taker.close()
    await engine.stop()
  })

  test('a cluster of another major, and a lost password, are refused with how to mend', async () => {
    writeFileSync(join(cluster(), 'PG_VERSION'), '19\n')
    await expect(launchEngine({ data })).rejects.toMatchObject({
      fault: 'major',
      message: expect.stringMatching(/19.*升级县域通.*upgrade countywide/),
    })
    writeFileSync(join(cluster(), 'PG_VERSION'), `${findBinaries().major}\n`)
    rmSync(join(data, 'pg-password'))
    await expect(launchEngine({ data })).rejects.toMatchObject({ fault: 'password' })
    expect(existsSync(join(data, 'countywide.pid'))).toBe(false)
  })
})

test.runIf(isRoot())('as root below a 0700 home the cluster lives apart, and is found again', async () => {
  const home = join(root, 'home')
  mkdirSync(home, { mode: 0o700 })
  const data = join(home, 'data')
  const engine = await launch({ data })
  const far = readFileSync(join(data, 'pgdata.path'), 'utf8').trim()
  try {
    expect(far).toMatch(/^\/var\/lib\/countywide\/[0-9a-f]{16}$/)
    expect(statSync(home).mode & 0o777).toBe(0o700)
    await keep(engine.url, 1)
    await engine.stop()
    const again = await launch({ data })
    expect(again.first).toBe(false)
    expect(await rows(again.url)).toEqual([1])
    await again.stop()
  } finally {
    rmSync(far, { recursive: true })
  }
  await expect(launchEngine({ data })).rejects.toMatchObject({ fault: 'missing' })
})

test('a folder that holds something else is left alone', async () => {
  const pgdata = join(root, 'else', 'pgdata')
  mkdirSync(pgdata, { recursive: true })
  writeFileSync(join(pgdata, 'thesis.doc'), 'x')
  await expect(launchEngine({ data: join(root, 'else') })).rejects.toMatchObject({ fault: 'missing' })
  expect(existsSync(join(pgdata, 'thesis.doc'))).toBe(true)
})

describe('the programs', () => {
  const account = () => (isRoot() ? unprivileged() : undefined)
  const bare = (name: string) => {
    const folder = join(root, name, 'native')
    cpSync(findBinaries().folder, folder, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !/\.so(\.\d+)?$/.test(path) || !path.includes('libicu'),
    })
    return { ...findBinaries(), folder }
  }

  test('library links that npm did not make are made', () => {
    const binaries = bare('linkless')
    expect(existsSync(join(binaries.folder, 'lib/libicuuc.so.60'))).toBe(false)
    expect(prepareBinaries(binaries, root, account())).toBe(binaries.folder)
    expect(existsSync(join(binaries.folder, 'lib/libicuuc.so.60'))).toBe(true)
  })

  test.runIf(isRoot())('programs below a folder that the account cannot enter are copied once', () => {
    const binaries = bare('closed')
    chmodSync(join(root, 'closed'), 0o700)
    const copy = join(root, `pg-native-${binaries.version}`)
    expect(prepareBinaries(binaries, root, account())).toBe(copy)
    const made = statSync(copy).ino
    expect(prepareBinaries(binaries, root, account())).toBe(copy)
    expect(statSync(copy).ino).toBe(made)
  })

  test('a machine without binaries is told about DATABASE_URL', () => {
    expect(() => findBinaries('sunos', 'sparc')).toThrow(
      expect.objectContaining({ fault: 'platform', message: expect.stringContaining('DATABASE_URL') }),
    )
  })
})

test('stop presses harder when the fast shutdown does not end the server', async () => {
  const deaf = spawn(process.execPath, ['-e', 'process.on("SIGINT", () => {}); console.log(1); setInterval(() => {}, 1000)'])
  await once(deaf.stdout, 'data')
  const ended = once(deaf, 'exit')
  await stopServer('', '', deaf.pid!, 100)
  expect(await ended).toEqual([null, 'SIGQUIT'])
})

test('an operator’s server is looked at and left running', async () => {
  const own = await launch({ data: join(root, 'own') })
  const engine = await openEngine({ data: join(root, 'unused'), databaseUrl: own.url })
  expect(engine).toMatchObject({ url: own.url, first: false, adopted: false })
  await engine.stop()
  await keep(own.url, 1)
  expect(existsSync(join(root, 'unused'))).toBe(false)
  await own.stop()
  await expect(openEngine({ data: root, databaseUrl: own.url })).rejects.toMatchObject({ fault: 'unreachable' })
  await expect(openEngine({ data: root, databaseUrl: own.url })).rejects.not.toThrow(new URL(own.url).password)
})
