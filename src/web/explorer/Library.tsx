import { Button, Input, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Glance, ListedIndicator } from '../../ui/contract.ts'
import { useKeys } from '../../ui/keys.ts'
import { useLanguage, useSay } from '../../ui/language.tsx'
import { Empty, Failure } from '../../ui/States.tsx'
import { texts } from '../../ui/texts.ts'
import { newestMonth, useOverview } from '../useIndicators.ts'
import { LibraryRow } from './LibraryRow.tsx'
import { MonthChoice } from './MonthChoice.tsx'
import { periodName } from './periods.ts'
import { Segments } from './Segments.tsx'
import { keyIn, type SetName, sets, shelvesOf } from './shelf.ts'
import { themes, words } from './texts.ts'

/** All indicators by theme or set, each with its newest value for the county, against a year ago, and thirteen months. */
export function Library({ indicators }: { indicators: readonly ListedIndicator[] }) {
  const say = useSay()
  const { language } = useLanguage()
  const [asked, setAsked] = useSearchParams()
  const search = useRef<InputRef>(null)
  const set = sets.find((one) => one === asked.get('set'))
  const [typed, setTyped] = useState(asked.get('q') ?? '')
  const to = asked.get('to') ?? newestMonth()
  const overview = useOverview(to)
  const values = new Map<string, Glance>(overview.data?.values.map((one) => [one.code, one]))
  useKeys([{ keys: '/', text: texts.toSearch, run: () => search.current?.focus() }])
  const put = (name: string, value: string | undefined, replace = false) =>
    setAsked(
      (now) => {
        const next = new URLSearchParams(now)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace, preventScrollReset: true },
    )
  const shelves = shelvesOf(
    indicators,
    themes.map(([theme]) => theme),
    set,
    typed,
  )
  const count = (one: SetName) => indicators.filter((indicator) => keyIn(one, indicator)).length
  return (
    <div className="cw-explorer">
      <div className="cw-between">
        <h1>{say(words.catalogue)}</h1>
        <div className="cw-row cw-no-print">
          <MonthChoice label={say(words.at)} value={to} onChange={(month) => put('to', month)} />
          <Button onClick={() => window.print()}>{say(words.print)}</Button>
        </div>
      </div>
      <div className="cw-row cw-gap cw-no-print">
        <Segments
          label={say(words.set)}
          value={set ?? ''}
          options={[
            { value: '', label: `${say(words.allSets)} ${indicators.length}` },
            ...sets.filter((one) => count(one) > 0).map((one) => ({ value: one, label: `${say(words[one])} ${count(one)}` })),
          ]}
          onChange={(value) => put('set', value)}
        />
        <Input
          ref={search}
          type="search"
          className="cw-find"
          value={typed}
          aria-label={say(words.find)}
          placeholder={say(words.findHint)}
          onChange={({ target }) => {
            setTyped(target.value)
            put('q', target.value, true)
          }}
        />
      </div>
      {overview.error && <Failure error={overview.error} retry={() => void overview.refetch()} />}
      {shelves.length === 0 && <Empty title={words.noneFound} help={words.noneFoundHelp} />}
      {shelves.map(({ theme, indicators: shelved }) => {
        const name = theme ? themes.find(([one]) => one === theme)?.[1] : set && words[set]
        return (
          <section key={theme ?? set} className="cw-shelf">
            <h2>
              {name && say(name)}
              <span className="cw-muted cw-small">{say(words.countOf, { count: shelved.length })}</span>
            </h2>
            <table className="cw-table">
              <thead>
                <tr>
                  <th scope="col">{say(words.name)}</th>
                  <th scope="col" className="cw-number">
                    {say(indicators[0]?.units.includes('prefecture') ? words.prefectureIn : words.countyIn, {
                      period: periodName(overview.data?.period ?? to, 'month', language),
                    })}
                  </th>
                  <th scope="col" className="cw-number">
                    {say(words.lastYear)}
                  </th>
                  <th scope="col" className="cw-sparks">
                    {say(words.thirteen)}
                  </th>
                </tr>
              </thead>
              <tbody>
                {shelved.map((one) => (
                  <LibraryRow
                    key={one.code}
                    indicator={one}
                    glance={values.get(one.code)}
                    label={(set && keyIn(set, one)) ?? one.sets?.[0]}
                    to={asked.get('to')}
                    waiting={overview.isPending}
                  />
                ))}
              </tbody>
            </table>
          </section>
        )
      })}
    </div>
  )
}
