import { expect, it } from 'vitest'
import type { Ranking, TileNow, WallAnswer } from '../../contract.ts'
import { minutesOld, scenesOf } from './scenes.ts'

const tiles = Array.from({ length: 12 }, () => ({}) as TileNow)
const ranking = {} as Ranking
const plan = {} as WallAnswer['plans'][number]

it('twelve numbers stand on two screens; plans, map and ranking follow where there are any', () => {
  const all = scenesOf({ tiles, plans: [plan], rankings: [ranking, ranking] }, true)
  expect(all.map(({ kind }) => kind)).toEqual(['tiles', 'tiles', 'plans', 'map', 'ranking'])
  expect(all.at(-1)).toEqual({ kind: 'ranking', ranking: 1 })
  expect(scenesOf({ tiles, plans: [], rankings: [] }, true).map(({ kind }) => kind)).toEqual(['tiles', 'tiles'])
  expect(scenesOf({ tiles, plans: [plan], rankings: [ranking] }, false).map(({ kind }) => kind)).toEqual([
    'tiles',
    'tiles',
    'plans',
    'ranking',
  ])
})

it('age is told in whole minutes, and a clock that was set back makes nothing younger than now', () => {
  expect(minutesOld(0, 59_999)).toBe(0)
  expect(minutesOld(0, 185_000)).toBe(3)
  expect(minutesOld(60_000, 0)).toBe(0)
})
