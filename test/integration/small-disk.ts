import { type ChildProcess, execFileSync, spawn } from 'node:child_process'

/** Mounts a file system of so many megabytes over a folder and goes on as the program: `sh -c mounting folder megabytes program…`. */
const mounting = 'mount -t tmpfs -o "size=$1m,mode=0755" none "$0" && shift && exec "$@"'
const { uid, gid } = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
/** The ways to a mount of one's own, that nobody else sees: as root, in a name space where one is root and leaves that again, by sudo. */
const ways: readonly { by: readonly string[]; back: readonly string[] }[] = [
  { by: ['unshare', '--mount'], back: [] },
  { by: ['unshare', '--user', '--map-root-user', '--mount'], back: ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`] },
  { by: ['sudo', '-n', 'unshare', '--mount'], back: [] },
]

function works(folder: string, { by, back }: (typeof ways)[number]): boolean {
  try {
    execFileSync(by[0]!, [...by.slice(1), 'sh', '-c', mounting, folder, '1', ...back, 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/**
 * Starts a program that finds a disk of its own, this small, mounted over a folder; it is gone when the program ends.
 * @throws Error where this machine lets nobody mount
 */
export function onSmallDisk(folder: string, megabytes: number, program: readonly string[]): ChildProcess {
  const way = ways.find((one) => works(folder, one))
  if (!way) throw new Error('a disk that is full needs a mount: run this as root, allow user name spaces, or sudo without a password')
  const { by, back } = way
  return spawn(by[0]!, [...by.slice(1), 'sh', '-c', mounting, folder, String(megabytes), ...back, ...program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}
