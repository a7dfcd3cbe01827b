import { Agent, get } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import fc from 'fast-check'
import Fastify from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { failure } from './fhir/failure.ts'
import { registerOverload } from './overload.ts'
import { registerRefusals } from './refusals.ts'
import { openTurns, type Turn } from './turns.ts'

describe('turns', () => {
  const bounds = { running: 2, waiting: 6, waitingEach: 4, patience: 1000 }
  const end = (turn: Turn) => {
    turn.answered()
    turn.closed()
  }

  it('go round among callers, each in his own order', () => {
    const turns = openTurns(bounds)
    const given: string[] = []
    const open: Turn[] = []
    const take = (who: string) =>
      turns.take(who, (turn) => {
        given.push(typeof turn === 'number' ? `${who} ${turn}` : who)
        if (typeof turn !== 'number') open.push(turn)
      })
    for (const who of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'b1', 'c1', 'd1'])
      turns.take(who[0]!, (turn) => {
        given.push(typeof turn === 'number' ? `${who} ${turn}` : who)
        if (typeof turn !== 'number') open.push(turn)
      })
    expect(given).toEqual(['a1', 'a2', 'a7 429', 'd1 503'])
    while (open.length) end(open.shift()!)
    expect(given.slice(4)).toEqual(['a3', 'b1', 'c1', 'a4', 'a5', 'a6'])
    take('e')
    expect(given.at(-1)).toBe('e')
  })

  it('pass over whoever left the line', () => {
    const turns = openTurns({ ...bounds, running: 1 })
    const given: string[] = []
    let first: Turn | undefined
    turns.take('a', (turn) => {
      first = turn as Turn
    })
    const [leave] = ['a1', 'a2', 'b1'].map((who) => turns.take(who[0]!, () => void given.push(who)))
    leave!()
    leave!()
    end(first!)
    expect(given).toEqual(['a2'])
  })

  it('tell whoever waited too long', () => {
    let time = 0
    const turns = openTurns({ ...bounds, running: 1 }, () => time)
    let first: Turn | undefined
    let second: Turn | 429 | 503 | undefined
    turns.take('a', (turn) => {
      first = turn as Turn
    })
    turns.take('b', (turn) => {
      second = turn
    })
    time = 1001
    end(first!)
    expect(second).toBe(503)
  })

  it('are never more at once than allowed, and all come to an end, whatever comes and ends in whatever order', () => {
    const step = fc.oneof(
      fc.record({ take: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ end: fc.nat(5), how: fc.constantFrom('answered', 'closed') }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const turns = openTurns({ running: 2, waiting: 4, waitingEach: 3, patience: 1000 })
        const open: { turn: Turn; left: Set<string> }[] = []
        let [asked, told] = [0, 0]
        for (const one of steps)
          if ('take' in one) {
            asked++
            turns.take(one.take, (turn) => {
              told++
              if (typeof turn !== 'number') open.push({ turn, left: new Set(['answered', 'closed']) })
            })
          } else {
            const at = open[one.end % Math.max(1, open.length)]
            if (!at) continue
            at.left.delete(one.how)
            if (!at.left.size) open.splice(open.indexOf(at), 1)
            at.turn[one.how as keyof Turn]()
            at.turn[one.how as keyof Turn]()
          }
        expect(open.length).toBeLessThanOrEqual(2)
        while (open.length) end(open.shift()!.turn)
        expect(told).toBe(asked)
      }),
    )
  })
})

describe('the door', () => {
  let close = async () => {}
  afterEach(() => close())

  /** A door that answers one at a time, when it is told to, and lets two wait of three. */
  async function door() {
    const app = Fastify()
    registerRefusals(app)
    app.decorateRequest('machine', null)
    app.decorateRequest('signedIn', null)
    const working: (() => void)[] = []
    let begun = 0
    const bounds = { running: 1, waiting: 3, waitingEach: 2, patience: 60_000 }
    registerOverload(app, bounds, { ...bounds, waiting: 1 }, { grace: 300, bytesEachMillisecond: 5000 })
    const work = async () => {
      begun++
      await new Promise<void>((done) => working.push(done))
      return 'done'
    }
    app.get('/api/work', work)
    app.get('/healthz', async () => 'ok')
    app.register(async (scope) => {
      scope.setErrorHandler((error, _, reply) => {
        const { status, headers, body } = failure(error, () => {})
        return reply
          .code(status)
          .headers(headers ?? {})
          .send(body)
      })
      scope.get('/fhir/work', work)
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
      scope.post('/fhir/work', { bodyLimit: 20 * 2 ** 20 }, work)
    })
    app.post('/api/work', work)
    await app.listen({ port: 0, host: '127.0.0.1' })
    const agent = new Agent({ keepAlive: true })
    close = async () => {
      agent.destroy()
      await app.close()
    }
    const { port } = app.server.address() as AddressInfo
    const ask = (path: string, signal?: AbortSignal) =>
      new Promise<{ status: number; retry: string | undefined; body: string }>((done) => {
        const request = get({ port, path, agent, ...(signal ? { signal } : {}) }, (response) => {
          let body = ''
          response.on('data', (chunk) => {
            body += chunk
          })
          response.on('end', () => done({ status: response.statusCode!, retry: response.headers['retry-after'], body }))
        })
        request.on('error', () => done({ status: 0, retry: undefined, body: '' }))
      })
    const connections = () => new Promise<number>((done) => app.server.getConnections((_, count) => done(count)))
    return { ask, working, begun: () => begun, connections, port }
  }
  const until = async (holds: () => boolean | Promise<boolean>) => {
    for (let i = 0; !(await holds()) && i < 400; i++) await new Promise((done) => setTimeout(done, 5))
    expect(await holds()).toBe(true)
  }

  it('answers what it can, holds some back and refuses the rest at once, in the words of each door; health passes', async () => {
    const { ask, working, begun } = await door()
    const asked = [ask('/api/work')]
    await until(() => begun() === 1)
    const rest = Array.from({ length: 4 }, () => ask('/api/work'))
    const refused = [await Promise.race(rest)]
    const fhir = await ask('/fhir/work')
    expect([fhir.status, fhir.retry, JSON.parse(fhir.body).issue[0].code]).toEqual([429, '1', 'throttled'])
    expect((await ask('/healthz')).status).toBe(200)
    expect(refused[0]).toMatchObject({ status: 503, retry: '1' })
    for (let i = 0; i < 3; i++) {
      await until(() => working.length === 1)
      expect(begun()).toBe(i + 1)
      working.shift()!()
    }
    const answers = await Promise.all([...asked, ...rest])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 503, 503])
  })

  it('does not start more because callers hang up, neither those it works for nor those who wait', async () => {
    const { ask, working, begun, connections } = await door()
    const hangUp = new AbortController()
    const gone = [ask('/api/work', hangUp.signal)]
    await until(() => begun() === 1)
    gone.push(ask('/api/work', hangUp.signal), ask('/api/work', hangUp.signal))
    await ask('/healthz')
    hangUp.abort()
    await Promise.all(gone)
    await until(async () => (await connections()) === 1)
    const last = ask('/fhir/work')
    expect((await ask('/healthz')).status).toBe(200)
    expect(begun()).toBe(1)
    working.shift()!()
    await until(() => begun() === 2)
    working.shift()!()
    expect((await last).status).toBe(200)
  })

  it('has a line of its own for long bodies, so that they never fill the memory nor hold up the short ones', async () => {
    const { ask, working, begun, port } = await door()
    const send = (length: number) =>
      fetch(`http://127.0.0.1:${port}/fhir/work`, { method: 'POST', body: 'x'.repeat(length) }).then(({ status }) => status)
    const sent = [send(2_000_000)]
    await until(() => begun() === 1)
    const more = [send(2_000_000), send(2_000_000)]
    expect(await Promise.race(more)).toBe(503)
    const short = ask('/api/work')
    await until(() => begun() === 2)
    for (let i = 0; i < 3; i++) {
      await until(() => working.length > 0)
      working.shift()!()
    }
    expect((await short).status).toBe(200)
    expect((await Promise.all([...sent, ...more])).sort()).toEqual([200, 200, 503])
  })

  it.each([
    ['/fhir/work', 1000, 408, 'too slowly'],
    ['/api/work', 1000, 400, 'too slowly'],
    ['/api/work', 2_000_000, 413, 'too large'],
  ])('does not wait for ever for a body that drips (%s, %i bytes)', async (path, length, status, words) => {
    const { port, ask, working, begun } = await door()
    const socket = connect(port, '127.0.0.1')
    let said = ''
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      said += chunk
    })
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`)
    const drip = setInterval(() => socket.write('x'), 50)
    await until(() => said.includes('\r\n\r\n'))
    await new Promise((done) => setTimeout(done, length / 5000 + 350)) // whatever else may happen to it
    clearInterval(drip)
    socket.destroy()
    expect(said).toContain(`HTTP/1.1 ${status}`)
    expect(said).toContain(words)
    const next = ask('/api/work')
    await until(() => begun() === 1)
    working.shift()!()
    expect((await next).status).toBe(200)
  })
})
