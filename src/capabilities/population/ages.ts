/** Five-year age groups of population statistics by their first age (人口普查: 0–4 … 80–84, 85 及以上). */
export const ageGroups: readonly { from: number; to?: number; word: string }[] = [
  ...Array.from({ length: 17 }, (_, i) => ({ from: i * 5, to: i * 5 + 4, word: `${i * 5}-${i * 5 + 4}` })),
  { from: 85, word: '85+' },
]

/** The words of the groups by their first age, as files and pages show them. */
export const ageWords: Readonly<Record<string, string>> = Object.fromEntries(ageGroups.map(({ from, word }) => [String(from), word]))
