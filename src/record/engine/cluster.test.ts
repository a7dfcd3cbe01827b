import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isRoot, makeFolder } from './account.ts'
import { locateCluster, rememberCluster } from './cluster.ts'
import { saysDiskFull } from './error.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cluster-'))
  chmodSync(root, 0o755)
})
afterEach(() => rmSync(root, { recursive: true }))

const folder = (name: string, mode: number) => {
  mkdirSync(join(root, name), { mode })
  return join(root, name)
}

test('a new cluster lives in the data folder; an empty pgdata is no obstacle', () => {
  const data = folder('data', 0o755)
  mkdirSync(join(data, 'pgdata'))
  expect(locateCluster(data)).toMatchObject({ home: data, folder: join(data, 'pgdata'), fresh: true })
})

test('folders are made passable under any umask', () => {
  const umask = process.umask(0o077)
  makeFolder(join(root, 'a', 'b'))
  process.umask(umask)
  expect(locateCluster(join(root, 'a', 'b'))).toMatchObject({ home: join(root, 'a', 'b') })
})

describe.runIf(isRoot())('a data folder that the account cannot enter', () => {
  const far = () => join(root, 'far')
  const make = (data: string) => {
    const cluster = locateCluster(data, far())
    mkdirSync(cluster.folder, { mode: 0o700 })
    writeFileSync(join(cluster.folder, 'PG_VERSION'), '18\n')
    rememberCluster(cluster)
    return cluster
  }

  test('sends its cluster elsewhere, one place per data folder', () => {
    const one = make(folder('one', 0o700))
    expect(one).toMatchObject({ home: expect.stringContaining(far()), fresh: true })
    expect(make(folder('two', 0o700)).home).not.toBe(one.home)
  })

  test('that is made anew never gets the cluster of the deleted one, which is kept', () => {
    const data = folder('one', 0o700)
    const old = make(data)
    rmSync(data, { recursive: true })
    expect(locateCluster(folder('one', 0o700), far())).toMatchObject({ home: old.home, fresh: true })
    expect(existsSync(old.folder)).toBe(false)
    expect(readdirSync(far()).filter((name) => name.includes('.left-'))).toHaveLength(1)
  })

  test('refuses a cluster whose owner cannot reach it or is root', () => {
    const data = folder('data', 0o755)
    mkdirSync(join(data, 'pgdata'))
    writeFileSync(join(data, 'pgdata', 'PG_VERSION'), '18\n')
    expect(() => locateCluster(data)).toThrow(expect.objectContaining({ fault: 'permission' }))
  })
})

test.each([
  ['could not write to file "pg_wal/xlogtemp.11522": No space left on device', true],
  ['could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 3', true],
  ['could not bind IPv4 address "127.0.0.1": Address already in use', false],
])('a full disk is recognised: %s', (said, full) => {
  expect(saysDiskFull(said)).toBe(full)
})
