import type { Say } from '../../../ui/language.tsx'
import { guard } from '../../../ui/list/excel.ts'
import { byAge, byTownship, type Head } from '../counts.ts'
import { texts } from '../texts.ts'

/** Every township and age group with its men and women, those who live there and those who are registered. */
export function populationSheet(rows: readonly Head[], say: Say): (string | number)[][] {
  const of = (kind: string, township: string) => byAge(rows.filter((row) => row.kind === kind && row.township === township))
  const heads = [
    say(texts.township),
    say(texts.ageGroup),
    ...[texts.residents, texts.registeredPopulation].flatMap((kind) =>
      [texts.male, texts.female, texts.total].map((sex) => `${say(kind)} ${say(sex)}`),
    ),
  ]
  const lines = byTownship(rows).flatMap(({ township, name }) => {
    const registered = of('registered', township)
    return of('resident', township).map(({ word, male, female }, at) => {
      const there = registered[at] ?? { male: 0, female: 0 }
      return [guard(name), word, male, female, male + female, there.male, there.female, there.male + there.female]
    })
  })
  return [heads, ...lines]
}
