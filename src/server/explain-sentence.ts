import type { Contributed } from '../kernel/grammar/decompose.ts'
import type { Indicator, MeasureUnit } from '../kernel/grammar/measure.ts'
import type { Text } from '../kernel/grammar/texts.ts'

/** How a value, and a difference of values, is told in each language. */
const units: Readonly<Record<MeasureUnit, { digits: number; value: Text; change: Text }>> = {
  count: { digits: 0, value: ['', ''], change: ['', ''] },
  percent: { digits: 1, value: ['%', '%'], change: [' 个百分点', ' points'] },
  permille: { digits: 2, value: ['‰', '‰'], change: [' 个千分点', ' per mille'] },
  ratio: { digits: 2, value: ['', ''], change: ['', ''] },
  yuan: { digits: 2, value: [' 元', ' yuan'], change: [' 元', ' yuan'] },
  minutes: { digits: 1, value: [' 分钟', ' minutes'], change: [' 分钟', ' minutes'] },
  days: { digits: 1, value: [' 天', ' days'], change: [' 天', ' days'] },
  index: { digits: 2, value: ['', ''], change: ['', ''] },
}
/** With thousands; a small number keeps as many decimals as show it. */
function told(value: number, digits: number): string {
  const enough = value !== 0 && Math.abs(value) < 10 ** -digits ? digits + 1 : digits
  const [whole = '0', part = ''] = Math.abs(value).toFixed(enough).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const text = part ? `${grouped}.${part}` : grouped
  return value < 0 && Number(Math.abs(value).toFixed(enough)) > 0 ? `−${text}` : text
}

export type Story = {
  indicator: Indicator
  against: 'lastYear' | 'before'
  from: number | null
  to: number | null
  dims: readonly { dim: string; members: readonly Contributed[] }[]
  /** Ids that are no member: the rest, and what belongs to nobody. */
  unnamed: ReadonlySet<string>
  /** Why the number cannot be taken apart, and its parts instead. */
  whole?: { why: Text; parts: readonly { text: Text; before: number; now: number }[] }
}

const most = 3
/** The members that drive the change, over all dimensions: in its direction, at least a twentieth of it, two of one dimension at most. */
export function driversOf({ dims, unnamed }: Pick<Story, 'dims' | 'unnamed'>, change: number): Contributed[] {
  const all = dims.flatMap(({ dim, members }) =>
    members
      .filter(({ id, contribution }) => !unnamed.has(id) && contribution * change > 0 && Math.abs(contribution) >= Math.abs(change) / 20)
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
      .slice(0, 2)
      .map((member) => ({ dim, member })),
  )
  return all
    .sort((a, b) => Math.abs(b.member.contribution) - Math.abs(a.member.contribution))
    .slice(0, most)
    .map(({ member }) => member)
}

/** Why a number changed, in one sentence of each language. */
export function sentenceOf(story: Story): Text {
  const { indicator, against, from, to, whole } = story
  const { digits, value, change: by } = units[indicator.unit]
  if (from === null || to === null)
    return from === to
      ? ['两期都没有数。', 'There is no number in either period.']
      : [
          `${from === null ? '对比期' : '本期'}没有数，不能比较。`,
          `There is no number in ${from === null ? 'the earlier' : 'this'} period to compare.`,
        ]
  const change = to - from
  const same = Number(Math.abs(change).toFixed(digits)) === 0
  const tell = (n: number, language: 0 | 1) => `${told(n, digits)}${value[language]}`
  const drivers = same ? [] : driversOf(story, change)
  return [0, 1].map((language) => {
    const zh = language === 0
    const at = zh ? 0 : 1
    const than = against === 'lastYear' ? (zh ? '比上年同期' : 'a year before') : zh ? '比上期' : 'the period before'
    const values = zh ? `（${tell(from, at)} → ${tell(to, at)}）` : ` (${tell(from, at)} → ${tell(to, at)})`
    const size = `${told(Math.abs(change), digits)}${by[at]}`
    const direction = change > 0 ? (zh ? '上升' : 'Up') : zh ? '下降' : 'Down'
    const head = same
      ? zh
        ? `${than.replace('比', '与')}持平${values}`
        : `As ${than}${values}`
      : zh
        ? `${than}${direction} ${size}${values}`
        : `${direction} ${size} from ${than}${values}`
    const reasons = drivers.map((member) => driver(member, story, at))
    const parts = whole?.parts.map(({ text, before, now }) => `${text[at]} ${told(before, 0)} → ${told(now, 0)}`) ?? []
    const tail = whole ? [[whole.why[at], parts.join(zh ? '，' : ', ')].filter(Boolean).join(zh ? '：' : ': ')] : reasons
    const end = zh ? '。' : '.'
    return tail.length ? `${head}${zh ? '：' : ': '}${tail.join(zh ? '；' : '; ')}${end}` : `${head}${end}`
  }) as unknown as Text
}

function driver({ name, before, now, contribution }: Contributed, { indicator }: Story, language: 0 | 1): string {
  const { digits, value, change } = units[indicator.unit]
  const scale = indicator.scale ?? 1
  const zh = language === 0
  if (indicator.denominator === undefined) {
    const size = `${told(Math.abs(contribution), digits)}${change[language]}`
    return contribution > 0 ? (zh ? `${name}增加 ${size}` : `${name} +${size}`) : zh ? `${name}减少 ${size}` : `${name} −${size}`
  }
  const signed = `${contribution > 0 ? '+' : '−'}${told(Math.abs(contribution), digits)}`
  const own = (sides: { n: number; d: number }) => (sides.d ? `${told((sides.n / sides.d) * scale, digits)}${value[language]}` : undefined)
  const [was, is] = [own(before), own(now)]
  const values = was && is ? `${was} → ${is}` : `${told(before.n, 0)}/${told(before.d, 0)} → ${told(now.n, 0)}/${told(now.d, 0)}`
  return zh ? `${name}贡献 ${signed}（自身 ${values}）` : `${name} ${signed} (itself ${values})`
}
