import { type Caller, signIn } from './caller.ts'
import { answering, cpuMs } from './child.ts'

export type Asked = { address: string; login: string; password: string; callers: number; seconds: number; persons: string[] }
export type Worked = { operations: number; seconds: number; latencies: number[]; cpu: number }

const findings = {
  complaint: '头晕三天',
  history: '三天前无明显诱因出现头晕，活动后加重，无恶心呕吐，既往高血压病史五年',
  vitalSigns: { temperature: 36.6, pulse: 78, systolic: 152, diastolic: 94 },
  diagnoses: [{ system: 'icd10', code: 'I10.x00', name: '特发性（原发性）高血压' }],
}

/** A doctor's visit, operation by operation: receive, record, close. */
async function visit(call: Caller, person: string, timed: <T>(one: Promise<T>) => Promise<T>) {
  const { id } = await timed(call<{ id: string }>('POST', '/api/visit/receive', { person }))
  await timed(call('POST', `/api/visit/${id}/record`, findings))
  await timed(call('POST', `/api/visit/${id}/close`, { advice: '低盐饮食，按时服药，一周后复诊', totalFen: 4560 }))
}

let signedIn: Promise<Caller[]> | undefined
/** So many doctors at work at once, each in one visit after another, for so many seconds after a second of warming up. */
answering(async ({ address, login, password, callers, seconds, persons }: Asked): Promise<Worked> => {
  signedIn ??= Promise.all(Array.from({ length: callers }, () => signIn(address, login, password)))
  const calls = await signedIn
  const latencies: number[] = []
  const warm = performance.now() + 1000
  const end = warm + seconds * 1000
  let cpu = 0
  setTimeout(() => (cpu = cpuMs()), 1000)
  const timed = async <T>(one: Promise<T>): Promise<T> => {
    const began = performance.now()
    const answer = await one
    const now = performance.now()
    if (began >= warm && now <= end) latencies.push(now - began)
    return answer
  }
  let next = 0
  await Promise.all(
    calls.map(async (call) => {
      while (performance.now() < end) await visit(call, persons[next++ % persons.length]!, timed)
    }),
  )
  return { operations: latencies.length, seconds, latencies, cpu: cpuMs() - cpu }
})
