import { fork } from 'node:child_process'

/** Another process of this bench: it is asked over IPC, one question after another, and ends with `close`. */
export async function child(file: string, ...args: string[]) {
  const running = fork(new URL(file, import.meta.url), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = new Promise<never>((_, reject) => {
    running.once('error', reject)
    running.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)))
  })
  ended.catch(() => {})
  const answer = <T>() => Promise.race([new Promise<T>((resolve) => running.once('message', (message) => resolve(message as T))), ended])
  return {
    first: answer,
    ask: <T>(question: unknown): Promise<T> => {
      const waiting = answer<T>()
      running.send(question as object)
      return waiting
    },
    close: async () => {
      running.disconnect()
      await ended.catch(() => {})
    },
  }
}

/** The child's side: answers each question, ends when the parent hangs up. */
export function answering(answer: (question: never) => Promise<unknown>, close: () => Promise<void> = async () => {}) {
  process.on('message', (question) => void answer(question as never).then((said) => process.send!(said as object)))
  process.once('disconnect', () => void close().finally(() => process.exit(0)))
}

/** CPU milliseconds this process has used so far. */
export const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
