import { pinyin } from 'pinyin-pro'
import { organizationCheckCharacter } from '../../src/fhir/china/credit-code.ts'
import { type CountyPlan, type DepartmentSet, departments, prefecture, province, type TownshipPlan } from './blueprint.ts'
import { random } from './random.ts'
import type { County, Organization } from './types.ts'

type Place = County['divisions'][number]
const start = '2020-01-01'

/** Pinyin in one word, capitalised: 清河 → Qinghe. */
const romanize = (zh: string) => {
  const text = pinyin(zh, { toneType: 'none', type: 'array', v: true }).join('')
  return text[0]!.toUpperCase() + text.slice(1)
}
export const isSubdistrict = ({ name }: { name: string }) => name.endsWith('街道')
const townshipEn = (name: string) =>
  isSubdistrict({ name })
    ? `${romanize(name.slice(0, -2))} Subdistrict`
    : `${romanize(name.slice(0, -1))} ${name.endsWith('镇') ? 'Town' : 'Township'}`

/** Townships, neighbourhoods (001–199) and villages (200 on) with populations that add up to the county's. */
export function divisionsOf(plan: CountyPlan): Place[] {
  const r = random(plan.seed)
  const used = new Set<string>()
  const villageName = (): string => {
    const name =
      r.pick([...'张李王赵刘陈杨孙高郭梁贾史薛柴乔冯郝段韩']) +
      r.pick(['家庄', '家沟', '家岭', '家坪', '家河', '家垣', '家湾', '家窑', '家峪', '家坡'])
    if (used.has(name)) return villageName()
    used.add(name)
    return name
  }
  const places = plan.townships.flatMap((t): Place[] => {
    const places = [
      ...(t.communities ?? []).map((name, i) => ({
        suffix: i + 1,
        name,
        nameEn: `${romanize(name.slice(0, -2))} Neighbourhood`,
        weight: 4 + r.unit(),
      })),
      ...Array.from({ length: t.villages }, (_, i) => {
        const name = villageName()
        return { suffix: 200 + i, name: `${name}村`, nameEn: `${romanize(name)} Village`, weight: 1 + r.unit() }
      }),
    ]
    const total = places.reduce((sum, p) => sum + p.weight, 0)
    const people = places.map((p) => Math.floor((t.population * p.weight) / total))
    people[0]! += t.population - people.reduce((a, b) => a + b, 0)
    return [
      { code: t.code, name: t.name, nameEn: townshipEn(t.name), population: t.population },
      ...places.map((p, i) => ({
        code: `${t.code}${String(p.suffix).padStart(3, '0')}`,
        name: p.name,
        nameEn: p.nameEn,
        population: people[i]!,
      })),
    ]
  })
  const m = plan.merged
  if (!m) return places
  const successor = plan.townships.find((t) => t.slug === m.into)!.code
  return [...places, { code: m.code, name: m.name, nameEn: townshipEn(m.name), population: 0, to: m.last, successor }]
}

/** Every organisation of the county, with the prefecture and province above it, departments after their institution. */
export function organizationsOf(plan: CountyPlan, divisions: Place[]): Organization[] {
  const all: Organization[] = []
  const serial: Record<string, number> = {}
  const add = (prefix: string, o: Omit<Organization, 'code' | 'from'> & { from?: string }, set?: DepartmentSet) => {
    serial[prefix] = (serial[prefix] ?? 0) + 1
    const first8 = prefix.toUpperCase() + String(serial[prefix]).padStart(6, '0')
    const code = first8 + organizationCheckCharacter(first8)
    const { id, name, nameEn, level, ...rest } = o
    all.push({ id, code, name, nameEn, level, ...rest, from: o.from ?? start })
    const closed = o.to ? { to: o.to } : {}
    for (const [i, [slug, zh, en, subject]] of (set ? departments[set] : []).entries())
      all.push({
        id: `${id}-${slug}`,
        code: `${code}-${String(i + 1).padStart(2, '0')}`,
        name: zh,
        nameEn: en,
        level: 'department',
        ...(subject ? { type: subject } : {}),
        parent: id,
        from: start,
        ...closed,
      })
  }
  const { slug, name, nameEn } = plan
  const [hd, lc] = [province.slug, prefecture.slug]
  add(hd, { id: hd, name: province.name, nameEn: province.nameEn, level: 'province' })
  add(hd, {
    id: `${hd}-rmyy`,
    name: `${province.name}人民医院`,
    nameEn: 'Hedong Provincial Hospital',
    level: 'institution',
    type: 'A100',
    parent: hd,
    beds: 2600,
  })
  add(lc, { id: lc, name: prefecture.name, nameEn: prefecture.nameEn, level: 'prefecture', parent: hd })
  add(lc, {
    id: `${lc}-wjw`,
    name: `${prefecture.name}卫生健康委员会`,
    nameEn: 'Lanchuan Health Commission',
    level: 'institution',
    parent: lc,
  })
  add(lc, {
    id: `${lc}-rmyy`,
    name: `${prefecture.name}人民医院`,
    nameEn: 'Lanchuan City Hospital',
    level: 'institution',
    type: 'A100',
    parent: lc,
    beds: 1200,
  })

  add(slug, { id: slug, name, nameEn, level: 'county', parent: lc, populationServed: plan.resident })
  const seat = plan.townships[0]!.code
  const group = `${slug}-jt`
  const county = (id: string, zh: string, en: string, parent: string, set: DepartmentSet, more: Partial<Organization> = {}) =>
    add(
      slug,
      { id: `${slug}-${id}`, name: name + zh, nameEn: `${nameEn} ${en}`, level: 'institution', parent, township: seat, ...more },
      set,
    )
  add(slug, {
    id: group,
    name: `${name}医疗集团`,
    nameEn: `${nameEn} Medical Group`,
    level: 'group',
    parent: slug,
    lead: `${slug}-rmyy`,
    township: seat,
  })
  county('rmyy', '人民医院', 'Hospital', group, 'hospital', { type: 'A100', beds: plan.hospitalBeds, populationServed: plan.resident })
  county('zyy', '中医医院', 'Hospital of Chinese Medicine', group, 'tcm', {
    type: 'A210',
    beds: plan.tcmBeds,
    populationServed: plan.resident,
  })
  if (plan.full || plan.maternal)
    county('fby', '妇幼保健计划生育服务中心', 'Maternal and Child Health Centre', group, 'maternal', {
      type: 'G100',
      beds: 25,
      populationServed: plan.resident,
    })
  if (plan.full) {
    county('cdc', '疾病预防控制中心', 'Centre for Disease Control', slug, 'cdc', { type: 'J100', populationServed: plan.resident })
    county('120', '急救中心', 'Emergency Centre', slug, 'emergency', { type: 'E100', populationServed: plan.resident })
    county('wjj', '卫生健康局', 'Health Bureau', slug, 'bureau')
    county('ybj', '医疗保障局', 'Insurance Office', slug, 'insurance')
  }
  for (const t of plan.townships) township(t)
  const m = plan.merged
  if (m)
    add(
      slug,
      {
        id: `${slug}-${m.slug}-wsy`,
        name: `${name}${m.name}卫生院`,
        nameEn: `${townshipEn(m.name)} Health Centre`,
        level: 'institution',
        type: 'C220',
        parent: group,
        township: m.code,
        beds: 2,
        to: m.last,
        successors: [`${slug}-${m.into}-wsy`],
      },
      'township',
    )
  return all

  function township(t: TownshipPlan) {
    const en = townshipEn(t.name)
    const id = `${slug}-${t.slug}-wsy`
    const urban = isSubdistrict(t)
    const kind = urban ? '社区卫生服务中心' : t.central ? '中心卫生院' : '卫生院'
    const kindEn = urban ? 'Community Health Centre' : `${t.central ? 'Central ' : ''}Health Centre`
    const type = urban ? 'B100' : t.central ? 'C210' : 'C220'
    const about = { level: 'institution', type, parent: group, township: t.code, beds: t.beds, populationServed: t.population } as const
    add(slug, { id, name: `${name}${urban ? t.name.slice(0, -2) : t.name}${kind}`, nameEn: `${en} ${kindEn}`, ...about }, 'township')
    const villages = divisions.filter((d) => d.code.length === 12 && d.code.startsWith(t.code) && d.code.slice(9) >= '200')
    for (const [i, v] of villages.entries())
      add(
        slug,
        {
          id: `${slug}-${t.slug}-c${String(i + 1).padStart(2, '0')}`,
          name: `${t.name}${v.name}卫生室`,
          nameEn: `${v.nameEn} Clinic, ${en}`,
          level: 'institution',
          type: 'D600',
          parent: id,
          township: t.code,
          village: v.code,
          populationServed: v.population,
        },
        'clinic',
      )
  }
}
