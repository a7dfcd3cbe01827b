import type { CountyPlan, TownshipPlan } from './blueprint.ts'
import { random } from './random.ts'
import type { Profile } from './types.ts'

/** What the further counties of the invented prefecture look like: with the three of blueprint.ts they are 17, with 151 township health centres and 20 community health centres. No place here exists. */
export type ProfiledPlan = CountyPlan & { profile: Profile }

/** Code, slug, name, English, townships, subdistricts (each with a community centre), residents in thousands, then how its people seek care: beyond and primary a year ago and now, cost; 1 is the national mean. */
const counties = `083 lh 岚湖区 Lanhu District 11 6 190 .75 .8 .55 .85 1.15
084 yy 云冶市 Yunye City 8 4 120 .9 .85 .8 .9 1.08
085 dl 丹岭县 Danling County 12 1 130 1.05 1.1 .9 1.15 .96
086 zy 漳垣县 Zhangyuan County 11 1 110 1 1 1 1.05 1
087 yz 永岫县 Yongxiu County 9 1 95 1.3 .9 1.35 .85 1.04
088 yc 岳渚县 Yuezhu County 10 1 90 .85 1.2 .65 1.3 .9
089 fx 汾碛县 Fenqi County 12 1 125 1.15 1 1.1 1 1.02
090 pq 平渠县 Pingqu County 10 1 85 1.5 .95 1.2 1.05 .98
091 bl 白鹤县 Baihe County 9 1 80 1.1 1.05 1.1 1.1 .94
092 ly 龙峪县 Longyu County 10 1 75 1.2 1.1 1.25 1.1 1.06
093 al 安岵县 Anhu County 9 0 60 1.4 1.15 1.45 1.2 .88
094 gl 古棠县 Gutang County 8 0 52 1.6 1 1.5 1.1 .92
095 qx 青藜县 Qingli County 9 1 66 .95 1.25 .8 1.35 .86
096 hy 和壁县 Hebi County 9 1 70 1.25 1 1.3 .95 1.1`

const neighbourhoods = ['东关社区', '西关社区', '南关社区', '北街社区', '新城社区', '河滨社区']
const first = [...'东西南北上下新大小长白青红金石龙凤云双三']
const second = [...'河沟岭坪堡寨泉川桥峪湾垣塬沱坡渠']

/** One village with a clinic in three thousand inhabitants, two at least and four at most: the prefecture is to be seen as a whole, not village by village. */
const villagesOf = (population: number) => Math.min(Math.max(Math.round(population / 3000), 2), 4)

/** The plans of the further counties, by code; the same ones every time. */
export function prefectureBlueprint(): ProfiledPlan[] {
  const r = random(141000)
  const used = new Set<string>()
  const name = (): string => {
    const one = r.pick(first) + r.pick(second)
    if (used.has(one)) return name()
    used.add(one)
    return one
  }
  return counties.split('\n').map((line) => {
    const [suffix, slug, zh, en, kind, towns, streets, thousands, ...shares] = line.split(' ') as string[]
    const code = `141${suffix}`
    const resident = Number(thousands) * 1000
    const [beyondThen, primaryThen, beyond, primary, cost] = shares.map(Number) as [number, number, number, number, number]
    return {
      ...{ slug: slug!, code, name: zh!, nameEn: `${en} ${kind}`, resident, registered: Math.round(resident * 1.07) },
      ...{ households: Math.round(resident / 2.67), hospitalBeds: Math.round(resident / 450), tcmBeds: Math.round(resident / 1200) },
      ...{ full: false, small: true, maternal: true, seed: Number(code) },
      townships: townshipsOf(code, resident, Number(towns), Number(streets), name, r.unit),
      profile: { before: { beyond: beyondThen, primary: primaryThen }, now: { beyond, primary }, cost },
    }
  })
}

/** The seat first: a subdistrict where there is one. Subdistricts hold half as much again as towns; their people live in neighbourhoods. */
function townshipsOf(code: string, resident: number, towns: number, streets: number, name: () => string, unit: () => number) {
  const weights = Array.from({ length: streets + towns }, (_, i) => (i < streets ? 1.6 : i === streets ? 1.4 : 0.6 + unit()))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const people = weights.map((weight) => Math.floor((resident * weight) / total))
  people[0]! += resident - people.reduce((sum, n) => sum + n, 0)
  return people.map((population, i): TownshipPlan => {
    const slug = `t${String(i + 1).padStart(2, '0')}`
    if (i < streets)
      return {
        ...{ slug, code: `${code}${String(i + 1).padStart(3, '0')}`, name: `${name()}街道`, population, villages: 0, beds: 2 },
        communities: neighbourhoods.slice(0, 3 + (i % 4)),
      }
    const town = i - streets < Math.ceil(towns * 0.6)
    const serial = town ? 100 + i - streets : 200 + i - streets - Math.ceil(towns * 0.6)
    return {
      ...{ slug, code: `${code}${serial}`, name: `${name()}${town ? '镇' : '乡'}`, population },
      ...{ villages: villagesOf(population), beds: Math.max(Math.round(population / 2500), 2) },
      ...(streets === 0 && i === 0 ? { communities: neighbourhoods.slice(0, 3) } : {}),
      ...(town && i % 5 === 2 ? { central: true } : {}),
    }
  })
}
