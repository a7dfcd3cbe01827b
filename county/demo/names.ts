import type { Random } from './random.ts'

/** Invented people's names; the surnames include several that are read in two ways, so that searching by pinyin is put to the test. */
const SURNAMES = [...'王李张刘陈杨赵郭高任武马郝史贾薛乔卫冯韩侯曹段梁田柴裴席单曾解翟仇查盖缪']
const MALE = [...'建国军民强伟志永福贵明海峰林生平文斌华俊鹏飞勇刚涛亮东波辉宁']
const FEMALE = [...'秀英兰芳玲娟红梅丽霞燕萍桂花巧云洁静晓雪娜婷慧敏琴爱莲倩茹宁']

/** A surname and a given name of one character (three in ten) or two different ones. */
export function inventedName(r: Random, sex: 'male' | 'female'): string {
  const given = sex === 'male' ? MALE : FEMALE
  const [first, second] = [r.pick(given), r.pick(given)]
  return r.pick(SURNAMES) + (r.unit() < 0.3 || first === second ? first : first + second)
}
