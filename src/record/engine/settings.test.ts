import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serverSettings, thisMachine } from './settings.ts'

const GB = 1024 ** 3

test('the cache follows the memory between 128 MB and 2 GB', () => {
  const cache = (memory: number) => serverSettings({ memory, cores: 2 }, 5432).shared_buffers
  expect([cache(0.5 * GB), cache(6 * GB), cache(64 * GB)]).toEqual(['128MB', '1024MB', '2048MB'])
})

test('durability holds on every machine, and callers win', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.integer({ min: 1, max: 256 }), (memory, cores) => {
      expect(serverSettings({ memory, cores }, 1)).toMatchObject({
        fsync: 'on',
        synchronous_commit: 'on',
        full_page_writes: 'on',
        jit: 'off',
      })
    }),
  )
  expect(serverSettings(thisMachine(), 1, { jit: 'on', work_mem: '1MB' })).toMatchObject({ jit: 'on', work_mem: '1MB' })
})

test('parallel queries do not use the small shared memory of a container', () => {
  expect(serverSettings({ memory: GB, cores: 2, shm: 64 * 1024 ** 2 }, 1).dynamic_shared_memory_type).toBe('mmap')
  expect(serverSettings({ memory: GB, cores: 2, shm: GB }, 1).dynamic_shared_memory_type).toBeUndefined()
})
