import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { api, textOf } from '../api.ts'
import { useSay } from '../language.tsx'
import { texts } from '../texts.ts'
import type { Arrangement } from './arrange.ts'

export type View = Arrangement & { q?: string }
type Saved = { name: string; view: View }

/** Filters under a name, kept with the account: the same on every desk. */
export function SavedFilters({ list, view, use }: { list: string; view: View; use: (view: View) => void }) {
  const say = useSay()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const path = `/preferences/list.${list}`
  const key = ['preference', path]
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<Saved[] | null>(path, undefined, signal),
    staleTime: 600_000,
  })
  const saved = Array.isArray(data) ? data : []

  const keep = async (next: Saved[]) => {
    try {
      await api.put(path, next)
      queries.setQueryData(key, next)
    } catch (error) {
      message.error(say(textOf(error)))
    }
  }
  const add = () => {
    const given = name.trim()
    if (!given) return
    setName('')
    void keep([...saved.filter((one) => one.name !== given), { name: given, view }])
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="cw-filter">
          {saved.length === 0 && <p className="cw-muted">{say(texts.noSavedFilters)}</p>}
          {saved.map((one) => (
            <div className="cw-saved" key={one.name}>
              <Button
                type="text"
                onClick={() => {
                  setOpen(false)
                  use(one.view)
                }}
              >
                {one.name}
              </Button>
              <Button type="text" size="small" danger onClick={() => keep(saved.filter((other) => other !== one))}>
                {say(texts.remove)}
              </Button>
            </div>
          ))}
          <form
            className="cw-saved"
            onSubmit={(event) => {
              event.preventDefault()
              add()
            }}
          >
            <Input
              size="small"
              maxLength={40}
              value={name}
              aria-label={say(texts.filterName)}
              placeholder={say(texts.filterName)}
              onChange={({ target }) => setName(target.value)}
            />
            <Button size="small" htmlType="submit">
              {say(texts.saveFilter)}
            </Button>
          </form>
        </div>
      }
    >
      <Button aria-expanded={open}>{say(texts.savedFilters)}</Button>
    </Popover>
  )
}
