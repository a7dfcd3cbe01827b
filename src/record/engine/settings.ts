import { statfsSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'

const MB = 1024 * 1024

/** What the machine offers: bytes of memory, cores, bytes of /dev/shm (undefined where there is none). */
export type Machine = { memory: number; cores: number; shm?: number | undefined }

/** Reads the machine; a container's memory limit counts, not the memory of its host. */
export function thisMachine(): Machine {
  const limit = process.constrainedMemory()
  let shm: number | undefined
  try {
    const { blocks, bsize } = statfsSync('/dev/shm')
    shm = blocks * bsize
  } catch {}
  return { memory: limit > 0 ? Math.min(limit, totalmem()) : totalmem(), cores: availableParallelism(), shm }
}

/**
 * Server settings for a small server that Node shares: a sixth of the memory for PostgreSQL's own cache (128 MB to 2 GB).
 * Durability is never traded for speed here; callers' settings come last and win.
 */
export function serverSettings(machine: Machine, port: number, more: Record<string, string> = {}): Record<string, string> {
  const share = (part: number, least: number, most: number) =>
    `${Math.round(Math.min(most, Math.max(least, machine.memory / MB / part)))}MB`
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '', // a socket path over 107 bytes is fatal
    max_connections: '150', // some 25 for each process that answers
    shared_buffers: share(6, 128, 2048),
    effective_cache_size: share(2, 256, 65536),
    work_mem: share(256, 8, 64),
    maintenance_work_mem: share(32, 64, 512),
    max_parallel_workers_per_gather: machine.cores >= 4 ? '2' : '1',
    random_page_cost: '1.1',
    jit: 'off',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    wal_compression: 'pglz',
    default_toast_compression: 'pglz', // the npm binaries are built without lz4
    ...(machine.shm !== undefined && machine.shm < 256 * MB ? { dynamic_shared_memory_type: 'mmap' } : {}), // Docker gives 64 MB
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
    log_checkpoints: 'off',
    log_error_verbosity: 'terse', // DETAIL and CONTEXT quote rows: patients do not belong into a log
    log_min_error_statement: 'panic',
    ...more,
  }
}
