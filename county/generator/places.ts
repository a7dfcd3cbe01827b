import { organizationCheckCharacter } from '../../src/fhir/china/credit-code.ts'
import type { DemoCounty, Organization } from '../demo/types.ts'

/** What an institution is to a patient. `outside` is everything beyond the county. */
export type Kind = 'hospital' | 'tcm' | 'maternal' | 'township' | 'clinic' | 'outside'
/** 就医地: 1 in the county, 2 prefecture, 3 province, 4 elsewhere. */
export type Where = 1 | 2 | 3 | 4

/** One that treats patients. `index` is its place in `Places.all`. */
export type Institution = {
  index: number
  id: string
  code: string
  name: string
  kind: Kind
  where: Where
  /** 就医地区划, six digits. */
  division: string
  township: string
  /** Authorised beds 编制床位 of the directory. */
  beds: number
  departments: readonly { code: string; name: string }[]
}
export type Village = {
  index: number
  code: string
  township: string
  name: string
  population: number
  clinic: Institution | undefined
  centre: Institution
}
export type Places = {
  all: readonly Institution[]
  villages: readonly Village[]
  townships: readonly { code: string; name: string }[]
  /** The county's own of a kind; the county hospital stands in for what a small county lacks. */
  one: (kind: 'hospital' | 'tcm' | 'maternal') => Institution
  outside: (where: 2 | 3 | 4) => readonly Institution[]
  at: (code: string) => Institution | undefined
}

const KINDS: readonly [RegExp, Kind][] = [
  [/^A2/, 'tcm'],
  [/^A/, 'hospital'],
  [/^G/, 'maternal'],
  [/^[BC]/, 'township'],
  [/^D6/, 'clinic'],
]
/** Institutions beyond the county that its directory does not list: invented, with a division code that GB/T 2260 assigns to nobody. */
const BEYOND: readonly [first8: string, name: string, where: 2 | 3 | 4, division: string][] = [
  ['LC000101', '岚川市中医医院', 2, '141000'],
  ['LC000102', '岚川市第二人民医院', 2, '141000'],
  ['LC000901', '岚川市惠民大药房', 2, '141000'],
  ['HD000101', '河东省肿瘤医院', 3, '140000'],
  ['HD000102', '河东省儿童医院', 3, '140000'],
  ['XX000101', '云海省立医院', 4, '990000'],
]
export const pharmacy = '岚川市惠民大药房'

/** The institutions that treat the county's people: the open ones of its directory, and those beyond. */
export function placesOf({ county, organizations }: DemoCounty): Places {
  const open = organizations.filter((o) => o.level === 'institution' && !o.to && KINDS.some(([type]) => type.test(o.type ?? '')))
  const all: Institution[] = open.map((o, index) => institutionOf(o, index, organizations))
  for (const [first8, name, where, division] of BEYOND)
    all.push({
      ...{ index: all.length, id: '', code: first8 + organizationCheckCharacter(first8), name, kind: 'outside', where, division },
      ...{ township: '', beds: 0, departments: [] },
    })
  const inside = all.filter((i) => i.where === 1)
  const hospital = inside.find((i) => i.kind === 'hospital')
  if (!hospital) throw new RangeError(`${county.name} has no county hospital`)
  const centre = new Map(inside.filter((i) => i.kind === 'township').map((i) => [i.township, i]))
  const clinics = new Map(open.flatMap((o, i) => (o.village && all[i]!.kind === 'clinic' ? [[o.village, all[i]!] as const] : [])))
  const inhabited = county.divisions.filter((d) => d.code.length === 12 && d.population > 0)
  const villages = inhabited.map(({ code, name, population }, index): Village => {
    const township = code.slice(0, 9)
    return { index, code, township, name, population, clinic: clinics.get(code), centre: centre.get(township) ?? hospital }
  })
  const codes = new Map(all.map((i) => [i.code, i]))
  return {
    all,
    villages,
    townships: county.divisions.filter((d) => d.code.length === 9 && d.population > 0),
    one: (kind) => inside.find((i) => i.kind === kind) ?? hospital,
    outside: (where) => all.filter((i) => i.where === where && i.name !== pharmacy),
    at: (code) => codes.get(code),
  }
}

function institutionOf(o: Organization, index: number, organizations: readonly Organization[]): Institution {
  const county = o.township !== undefined
  const upper = organizations.find((up) => up.id === o.parent)
  return {
    index,
    id: o.id,
    code: o.code,
    name: o.name,
    kind: county ? KINDS.find(([type]) => type.test(o.type!))![1] : 'outside',
    where: county ? 1 : upper?.level === 'prefecture' ? 2 : 3,
    division: county ? o.township!.slice(0, 6) : upper?.level === 'prefecture' ? '141000' : '140000',
    township: o.township ?? '',
    beds: o.beds ?? 0,
    departments: organizations.filter((d) => d.parent === o.id && d.level === 'department' && !d.to),
  }
}
