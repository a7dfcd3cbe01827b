import { expect, it } from 'vitest'
import { demoCounty } from '../../../../county/demo/index.ts'
import { initialsOf } from '../../../fhir/china/pinyin.ts'
import { above, fits, isClosed, linesOf, unfolded } from './lines.ts'
import type { Node } from './queries.ts'

const nodes: Node[] = demoCounty('141099').organizations.map((o) => ({ ...o, to: o.to ?? '9999-12-31', successors: o.successors ?? [] }))
const named = (sought: string) => linesOf(nodes, new Set(), (n) => fits(n, sought, initialsOf)).map(({ node }) => node.id)

it('shows the top unfolded, every parent before its children and one step above them', () => {
  const lines = linesOf(nodes, unfolded(nodes))
  expect(lines[0]).toMatchObject({ depth: 0, open: true, node: { id: 'hd' } })
  const at = new Map(lines.map((line, i) => [line.node.id, { ...line, i }]))
  for (const { node, depth } of lines.slice(1)) {
    const parent = at.get(node.parent!)!
    expect(parent.depth).toBe(depth - 1)
    expect(parent.i).toBeLessThan(at.get(node.id)!.i)
  }
  expect(lines.some(({ node }) => node.level === 'department')).toBe(false)
})

it('loses nobody: all unfolded shows every organisation once, even below a parent that is not there', () => {
  const all = new Set(nodes.map((n) => n.id))
  expect(
    linesOf(nodes, all)
      .map(({ node }) => node.id)
      .sort(),
  ).toEqual([...all].sort())
  const orphans = nodes.filter((n) => n.id !== 'qy-jt')
  expect(linesOf(orphans, all)).toHaveLength(orphans.length)
})

it('finds by name, English name, code and initials, with all that lies above', () => {
  for (const sought of ['心血管内科', 'cardiology', 'QY0000038-02', 'xxgnk']) expect(named(sought)).toContain('qy-rmyy-xnk')
  expect(named('cardiology').slice(0, 4)).toEqual(['hd', 'lc', 'qy', 'qy-jt'])
  expect(named('zzzz')).toEqual([])
})

it('unfolds what stands above one', () => {
  expect(above(nodes, 'qy-rmyy-xnk')).toEqual(['hd', 'lc', 'qy', 'qy-jt', 'qy-rmyy'])
  expect(above(nodes, 'hd')).toEqual([])
  expect(above(nodes, undefined)).toEqual([])
})

it('knows what is closed on a day: the last day is still open', () => {
  const closed = nodes.find((n) => n.id === 'qy-hg-wsy')!
  expect([isClosed(closed, '2023-06-30'), isClosed(closed, '2023-07-01')]).toEqual([false, true])
})
