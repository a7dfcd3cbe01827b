import { expect, it } from 'vitest'
import type { Dictionary } from './dictionary.ts'
import { flatView } from './view.ts'

const keys: Dictionary = { key: () => 1, missing: false, intern: async () => {} }
const view = flatView({
  name: 'spans',
  resource: 'Encounter',
  status: 'active',
  select: [
    {
      column: [
        { name: 'at', path: 'period.start', type: 'dateTime' },
        { name: 'ended', path: 'period.end', type: 'dateTime' },
        { name: 'born', path: 'born', type: 'date' },
      ],
    },
  ],
})
const row = (start: string, end: string, born: string) =>
  Object.fromEntries(
    view
      .rows({ resourceType: 'Encounter', id: 'e', period: { start, end }, born }, keys)[0]!
      .map((value, i) => [view.table.columns[i]![0], value]),
  )

it('dates of a year or a month count from their first day, in columns of every kind', () => {
  expect(row('2024', '2024-05', '1990')).toMatchObject({
    at: '2024-01-01T00:00:00+08:00',
    day: '2024-01-01',
    month: '2024-01-01',
    ended: '2024-05-01T00:00:00+08:00',
    born: '1990-01-01',
  })
  expect(row('2024-05-06T07:08:09Z', '2024-05-06', '1990-02-03')).toMatchObject({
    at: '2024-05-06T07:08:09Z',
    ended: '2024-05-06T00:00:00+08:00',
    born: '1990-02-03',
  })
})
