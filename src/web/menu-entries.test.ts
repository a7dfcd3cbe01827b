import { expect, it } from 'vitest'
import { menuEntries } from './menu-entries.ts'

const menu = (...verbs: readonly string[]) =>
  menuEntries((verb) => verbs.includes(verb), 'county').map((group) => group.map(({ to }) => to))

it('numbers stand beside the cockpit, near the top; the desk is first for who receives patients and leads nothing', () => {
  const doctor = ['indicators.read', 'visit.read', 'visit.receive', 'report.read']
  expect(menu(...doctor, 'plan.read')[0]?.slice(0, 2)).toEqual(['/cockpit', '/numbers'])
  const [desk, next] = menu(...doctor)
  expect([desk?.[0], next?.slice(0, 2)]).toEqual(['/visits', ['/cockpit', '/numbers']])
  expect(menu()).toEqual([['/numbers']])
})
