import { useQuery } from '@tanstack/react-query'
import { number } from '../../../kernel/grammar/amount.ts'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { api } from '../../../ui/api.ts'
import { minute } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import { texts } from '../texts.ts'

type Feed = {
  name: string
  kind: string
  state: string
  stateText: Text
  rows: number
  refused: number
  lastPoll: string | null
  lastRow: string | null
  lastError: Text | null
}
const colours: Readonly<Record<string, string>> = { ok: 'green', late: 'orange', silent: 'red', failing: 'red' }

/** The hospital databases that are read, and how it goes; nothing where there are none. */
export function Feeds() {
  const say = useSay()
  const { data } = useQuery({
    queryKey: ['feeds'],
    queryFn: ({ signal }) => api.get<{ feeds: readonly Feed[] }>('/feeds', undefined, signal),
    refetchInterval: 30_000,
  })
  if (!data?.feeds.length) return null
  return (
    <section aria-label={say(texts.feeds)} className="cw-gap">
      <h2>{say(texts.feeds)}</h2>
      <TableBox label={say(texts.feeds)}>
        <table className="cw-table">
          <thead>
            <tr>
              <th scope="col">{say(texts.feeds)}</th>
              <th scope="col">{say(texts.state)}</th>
              <th scope="col" className="cw-number">
                {say(texts.rows)}
              </th>
              <th scope="col" className="cw-number">
                {say(texts.refused)}
              </th>
              <th scope="col">{say(texts.lastPoll)}</th>
              <th scope="col">{say(texts.lastRow)}</th>
              <th scope="col">{say(texts.reason)}</th>
            </tr>
          </thead>
          <tbody>
            {data.feeds.map((feed) => (
              <tr key={feed.name}>
                <th scope="row">{feed.name}</th>
                <td>
                  <StateBadge
                    state={feed.state}
                    states={{ [feed.state]: { text: feed.stateText, colour: colours[feed.state] ?? 'grey' } }}
                  />
                </td>
                <td className="cw-number">{number(feed.rows)}</td>
                <td className="cw-number">{number(feed.refused)}</td>
                <td>{minute(feed.lastPoll)}</td>
                <td>{minute(feed.lastRow)}</td>
                <td>{feed.lastError ? say(feed.lastError) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  )
}
