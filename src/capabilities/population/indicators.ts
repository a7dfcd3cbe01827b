import type { Indicator, Variant } from '../../kernel/grammar/measure.ts'
import { monitoring2024 } from '../../patterns/numbers/sources.ts'
import { meanPeople, people, wordsOf } from '../../patterns/numbers/words.ts'
import { fourDiseases, working } from './measures.ts'
import { texts } from './texts.ts'

export { measures } from './measures.ts'

const words = wordsOf(texts)
const registration = '人口死亡信息登记管理规范（国卫规划发〔2013〕57号）'
const statistics = '中国卫生健康统计年鉴：主要指标解释'
const common = { theme: 'health', better: 'neither', from: '2020-01-01' } as const
const either = (part: string) => `or(residents.${part}, population.${part})`
const share = { ...common, unit: 'percent', scale: 100 } as const
/** By where people live; the mean of the months stands for the people of a year. */
const perThousand = { ...common, by: 'residence', unit: 'permille', scale: 1000 } as const

/** 1 − Π(1 − q) over the five-year groups from 30 to 69; `of` says whose deaths and people. */
const probability = (of: (age: number) => readonly [deaths: string, people: string]) =>
  `1 - ${working.map((age) => `(1 - q5(${of(age).join(', ')}))`).join(' * ')}`
const people30to69 = working.map((age) => `mid(${either(`a${age}`)})`).join(' + ')
const ofYear = (cause: string) => ({
  numerator: `deaths.${cause}-early`,
  denominator: people30to69,
  formula: probability((age) => [`deaths.${cause}-${age}`, `mid(${either(`a${age}`)})`]),
})
const threeYears = (of: string) => `${of} + prev(${of}) + prev(prev(${of}))`
const causes: readonly Variant[] = Object.keys(fourDiseases).map((cause) => ({
  name: cause,
  text: texts[cause as keyof typeof fourDiseases],
  ...ofYear(cause),
}))

export const indicators: readonly Indicator[] = [
  {
    ...common,
    ...words('prematureDeath'),
    code: 'premature-mortality',
    sets: ['M24-14'],
    by: 'residence',
    unit: 'percent',
    better: 'lower',
    scale: 100,
    ...ofYear('four'),
    reading: texts.ofTheYear,
    variants: [
      {
        name: 'three-years',
        text: texts.threeYears,
        definition: texts.threeYearsDefinition,
        numerator: threeYears('deaths.four-early'),
        denominator: people30to69,
        formula: probability((age) => [threeYears(`deaths.four-${age}`), threeYears(`mid(${either(`a${age}`)})`)]),
      },
      ...causes,
    ],
    unseen: texts.unknownDeaths,
    source: `${monitoring2024}第14项；世界卫生组织、中国疾控中心寿命表法`,
  },
  {
    ...common,
    ...words('residentCount'),
    code: 'residents',
    unit: 'count',
    numerator: people,
    variants: [{ name: 'registered', text: texts.registeredPopulation, numerator: 'population.registered' }],
    source: `${statistics}：常住人口`,
  },
  {
    ...share,
    ...words('elderlyShare'),
    code: 'share-65',
    numerator: either('elderly'),
    denominator: people,
    variants: [{ name: 'sixty', text: texts.sixtyShare, numerator: either('sixty'), denominator: people }],
    source: `${statistics}：人口年龄构成`,
  },
  {
    ...share,
    ...words('dependency'),
    code: 'dependency-ratio',
    numerator: `${either('children')} + ${either('elderly')}`,
    denominator: `${people} - ${either('children')} - ${either('elderly')}`,
    variants: [
      {
        name: 'old',
        text: texts.oldOnly,
        numerator: either('elderly'),
        denominator: `${people} - ${either('children')} - ${either('elderly')}`,
      },
      {
        name: 'young',
        text: texts.youngOnly,
        numerator: either('children'),
        denominator: `${people} - ${either('children')} - ${either('elderly')}`,
      },
    ],
    source: `${statistics}：总抚养比`,
  },
  {
    ...share,
    ...words('insuredShare'),
    code: 'insured-share',
    better: 'higher',
    numerator: 'insured.persons',
    denominator: 'residents.count',
    source: '医疗保障事业发展统计：基本医疗保险参保率',
  },
  {
    ...perThousand,
    ...words('birthRate'),
    code: 'birth-rate',
    numerator: 'births.count',
    denominator: meanPeople,
    unseen: texts.unknownBirths,
    source: `${statistics}：出生率`,
  },
  {
    ...perThousand,
    ...words('deathRate'),
    code: 'death-rate',
    numerator: 'deaths.count',
    denominator: meanPeople,
    variants: [
      { name: 'four', text: texts.fourDiseases, numerator: 'deaths.four', denominator: meanPeople },
      ...Object.keys(fourDiseases).map((cause) => ({
        name: cause,
        text: texts[cause as keyof typeof fourDiseases],
        numerator: `deaths.${cause}`,
        denominator: meanPeople,
      })),
    ],
    unseen: texts.unknownDeaths,
    source: `${statistics}：死亡率`,
  },
  {
    ...perThousand,
    ...words('naturalGrowth'),
    code: 'natural-growth',
    numerator: 'births.count - deaths.count',
    denominator: meanPeople,
    formula: `(births.count - deaths.count) / ${meanPeople}`,
    unseen: texts.unknownBirths,
    source: `${statistics}：自然增长率`,
  },
  {
    ...common,
    ...words('infantDeaths'),
    code: 'infant-deaths',
    by: 'residence',
    unit: 'count',
    better: 'lower',
    numerator: 'deaths.infants',
    unseen: texts.unknownDeaths,
    source: `${registration}；${statistics}：婴儿死亡`,
  },
  {
    ...perThousand,
    ...words('infantMortality'),
    code: 'infant-mortality',
    better: 'lower',
    numerator: 'deaths.infants',
    denominator: 'births.count',
    unseen: texts.unknownDeaths,
    source: `${statistics}：婴儿死亡率`,
  },
  {
    ...perThousand,
    ...words('underFiveMortality'),
    code: 'under-five-mortality',
    better: 'lower',
    numerator: 'deaths.under-five',
    denominator: 'births.count',
    unseen: texts.unknownDeaths,
    source: `${statistics}：5岁以下儿童死亡率`,
  },
  {
    ...common,
    ...words('deathCount'),
    code: 'deaths',
    unit: 'count',
    numerator: 'deaths.count',
    source: registration,
  },
  {
    ...share,
    ...words('deathsAtHome'),
    code: 'deaths-at-home',
    numerator: 'deaths.at-home',
    denominator: 'deaths.placed',
    variants: [
      { name: 'in-hospital', text: texts.inInstitution, numerator: 'deaths.in-hospital', denominator: 'deaths.placed' },
      { name: 'on-the-way', text: texts.onTheWay, numerator: 'deaths.on-the-way', denominator: 'deaths.placed' },
    ],
    source: `${registration}：死亡地点`,
  },
]
