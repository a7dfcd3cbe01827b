import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { platform } from 'node:process'

/** Fields of /proc/<pid>/stat from the third (state) on; the second is a name that may hold blanks and brackets. */
function stat(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

/** Whether a process exists and is more than a zombie (a container whose process 1 does not reap keeps those for ever). */
export function alive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  if (platform !== 'linux') return true
  try {
    return stat(pid)[0] !== 'Z'
  } catch {
    return false
  }
}

/** A word that tells two processes with the same pid apart (boot and start tick); '' where the system has none to offer. */
export function birthmark(pid: number): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${stat(pid)[19]}`
  } catch {
    return ''
  }
}

/** Whether this live process is a PostgreSQL server working in `cluster`, not a stranger that was given an old pid. */
export function worksIn(pid: number, cluster: string): boolean {
  try {
    if (platform === 'win32') return execFileSync('tasklist', ['/FI', `PID eq ${pid}`], { encoding: 'utf8' }).includes('postgres')
    if (platform !== 'linux') return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).includes(cluster)
    try {
      const [there, here] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)]
      return there.ino === here.ino && there.dev === here.dev && stat(pid)[0] !== 'Z'
    } catch {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(cluster) // a container without SYS_PTRACE hides cwd
    }
  } catch {
    return false
  }
}
