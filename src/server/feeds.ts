import type { FastifyInstance } from 'fastify'
import type { FeedState } from '../adapters/database/state.ts'
import { feedState } from '../adapters/database/state.ts'
import { type FeedRow, readFeeds } from '../adapters/database/store.ts'
import { texts } from '../adapters/database/texts.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import type { House } from '../kernel/perform/perform.ts'
import { mustMay } from './access/guard.ts'

/** A feed as pages show it; times are ISO instants. `rows`: new or changed rows read so far; `refused`: those of them that did not go in. */
export type FeedItem = Pick<FeedRow, 'name' | 'kind' | 'driver' | 'every' | 'rows' | 'refused' | 'failures' | 'since'> & {
  state: FeedState
  stateText: Text
  lastPoll: string | null
  lastRow: string | null
  lastError: Text | null
  /** Working hours of silence that raise the alarm; null: never. */
  silenceHours: number | null
}

export const feedItem = (row: FeedRow, now: Date): FeedItem => {
  const { name, kind, driver, every, rows, refused, failures, since, lastPoll, lastRow, lastError, silence } = row
  const state = feedState(row, now)
  return {
    ...{ name, kind, driver, every, rows, refused, failures, since, state, stateText: texts[state] },
    lastPoll: lastPoll ?? null,
    lastRow: lastRow ?? null,
    lastError: lastError ?? null,
    silenceHours: silence?.hours ?? null,
  }
}

/** `GET /api/feeds`: the hospital databases the county reads, and how it goes; for those who may import. */
export function registerFeeds(app: FastifyInstance, { record, clock }: House) {
  app.get('/api/feeds', async (request) => {
    mustMay(request, 'import', 'read')
    return { feeds: (await readFeeds(record.db, request.session.county.id)).map((row) => feedItem(row, clock())) }
  })
}
