import { ApiFailure, ApiRefusal } from '../../../ui/api.ts'
import type { RefusalBody } from '../../../ui/contract.ts'
import type { Uploaded } from '../contract.ts'

/** Sends a file as it is, telling how much of it has gone; a file is not read into memory. @throws ApiRefusal, ApiFailure */
export function upload(file: File, progress: (percent: number) => void): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest() // fetch does not tell how much was sent
    request.open('POST', `/api/imports/files?${new URLSearchParams({ name: file.name })}`)
    request.setRequestHeader('X-Countywide', '1')
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => progress(total ? Math.floor((loaded / total) * 100) : 0)
    request.onload = () => {
      const answer: unknown = request.response
      if (request.status === 200) resolve(answer as Uploaded)
      else if (answer && typeof answer === 'object' && 'refusal' in answer) reject(new ApiRefusal(request.status, answer as RefusalBody))
      else reject(new ApiFailure('broken'))
    }
    request.onerror = () => reject(new ApiFailure('offline'))
    request.send(file)
  })
}
