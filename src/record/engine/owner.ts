import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, EngineError } from './error.ts'
import { alive, birthmark } from './processes.ts'

const held = new Set<string>()

/** The pid of the living owner that this lock text names, or undefined when it is stale. */
function owner(file: string, text: string): number | undefined {
  const [line = '', mark = ''] = text.split('\n')
  const pid = Number(line)
  if (pid === process.pid) return held.has(file) ? pid : undefined // containers give every start the same pid
  return alive(pid) && (mark === '' || mark === birthmark(pid)) ? pid : undefined
}

/**
 * Makes this process the one countywide on a data folder: `<folder>/countywide.pid` holds the owner's pid and birthmark.
 * A lock whose process is dead, or whose pid went to another program, is taken over.
 * @returns the function that gives the folder free
 * @throws EngineError 'in-use' while another countywide (or this process) owns it
 */
export function claimFolder(folder: string): () => void {
  const file = join(folder, 'countywide.pid')
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, `${process.pid}\n${birthmark(process.pid)}\n`)
  try {
    for (;;) {
      try {
        linkSync(mine, file) // one step: the lock never exists half-written
        held.add(file)
        return () => {
          if (held.delete(file)) rmSync(file, { force: true })
        }
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error
        evict(file, folder)
      }
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Takes a stale lock away; throws when its owner lives. Of two that evict at once, one moves a lock it has not judged and puts it back. */
function evict(file: string, folder: string): void {
  const aside = `${file}.stale.${process.pid}`
  const refuse = (pid: number) => {
    throw new EngineError(
      'in-use',
      `数据目录 ${folder} 正被另一个县域通进程（pid ${pid}）使用；请先停止它，或用 --data 指定另一个目录`,
      `the data folder ${folder} is in use by another countywide (pid ${pid}); stop that one first, or choose another folder with --data`,
    )
  }
  try {
    const living = owner(file, readFileSync(file, 'utf8'))
    if (living) refuse(living)
    renameSync(file, aside)
    const moved = owner(file, readFileSync(aside, 'utf8'))
    if (moved) {
      linkSync(aside, file)
      refuse(moved)
    }
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error))) throw error // gone meanwhile: look again
  } finally {
    rmSync(aside, { force: true })
  }
}
