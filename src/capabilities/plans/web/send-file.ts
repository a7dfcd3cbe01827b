import { ApiFailure, ApiRefusal, api } from '../../../ui/api.ts'
import type { RefusalBody } from '../../../ui/contract.ts'
import type { TemplateProblem } from '../contract.ts'

/** A plan file that was not taken, and what is wrong in it, line by line. */
export class WrongFile extends Error {
  readonly problems: readonly TemplateProblem[]
  constructor(problems: readonly TemplateProblem[]) {
    super('wrong file')
    this.problems = problems
  }
}
const has = <K extends string>(answer: unknown, key: K): answer is Record<K, unknown> =>
  typeof answer === 'object' && answer !== null && key in answer

/**
 * Sends a file as it is, telling how much of it has gone. When the session has ended it is asked for again, and the file then sent anew.
 * @throws WrongFile, ApiRefusal, ApiFailure
 */
export function sendFile<T>(path: string, file: File, progress: (percent: number) => void = () => {}, again = true): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest() // fetch does not tell how much was sent
    request.open('POST', `/api${path}`)
    request.setRequestHeader('X-Countywide', '1')
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => progress(total ? Math.floor((loaded / total) * 100) : 0)
    request.onload = () => {
      const { status, response } = request
      const renewing = status === 401 && again ? api.expire() : undefined
      if (renewing) void renewing.then(() => resolve(sendFile<T>(path, file, progress, false)), reject)
      else if (status >= 200 && status < 300) resolve(response as T)
      else if (has(response, 'problems')) reject(new WrongFile(response.problems as readonly TemplateProblem[]))
      else if (has(response, 'refusal')) reject(new ApiRefusal(status, response as RefusalBody))
      else reject(new ApiFailure('broken'))
    }
    request.onerror = () => reject(new ApiFailure('offline'))
    request.send(file)
  })
}
