import { expect, test } from 'vitest'
import { colours } from './theme.ts'

/** Relative luminance and contrast, WCAG 2.2. */
function luminance(hex: string) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const v = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(one: string, other: string) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['surface', 'ground', 'accentSoft'] as const
const pairs: [keyof typeof colours, keyof typeof colours][] = [
  ...(['text', 'muted', 'faint', 'accent', 'accentHover', 'accentActive'] as const).flatMap((ink) =>
    grounds.map((on): [typeof ink, typeof on] => [ink, on]),
  ),
  ['good', 'goodSoft'],
  ['good', 'surface'],
  ['warn', 'warnSoft'],
  ['warn', 'surface'],
  ['bad', 'badSoft'],
  ['bad', 'surface'],
]
test.each(pairs)('%s on %s has AA contrast', (ink, on) => {
  expect(contrast(colours[ink], colours[on])).toBeGreaterThanOrEqual(4.5)
})
