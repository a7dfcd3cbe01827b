import { type Expression, parseExpression, type Ref, type Selector } from '../kernel/grammar/expression.ts'
import type { Indicator } from '../kernel/grammar/measure.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import type { Library } from '../kernel/perform/library.ts'

const places: Readonly<Record<Selector, Text>> = {
  inside: ['县内', 'in the county'],
  outside: ['县外', 'outside the county'],
  primary: ['基层', 'primary institutions'],
  hospital: ['医院', 'hospitals'],
  lead: ['牵头医院', 'lead hospital'],
  tcm: ['中医医院', 'TCM hospitals'],
  maternal: ['妇幼保健机构', 'maternal-child institutions'],
  township: ['乡镇卫生院', 'township centres'],
  village: ['村卫生室', 'village clinics'],
  county: ['县级医院', 'county-level hospitals'],
}
const takings: Readonly<Record<string, Text>> = {
  end: ['期末', 'at the end'],
  avg: ['月均', 'mean of months'],
  mid: ['期中', 'at mid-period'],
  own: ['', ''],
}

/** The formula of an indicator with the names of its parts, in both languages: `基层 · visits.count ÷ visits.count × 100`. */
export function formulaText(indicator: Indicator, lib: Library): Text {
  return [0, 1].map((language) => {
    const value = indicator.formula
      ? say(parseExpression(indicator.formula), language, lib)
      : [indicator.numerator, indicator.denominator]
          .filter((side) => side !== undefined)
          .map((side) => say(parseExpression(side), language, lib))
          .join(' ÷ ')
    return indicator.scale && indicator.scale !== 1 ? `${value} × ${indicator.scale}` : value
  }) as unknown as Text
}

/** A part with whose it is, how it is taken and how far back, in both languages. */
export function partText(ref: Ref, lib: Library): Text {
  const words = [...ref.selectors.map((s) => places[s]), takings[ref.taking]!, ...(ref.back ? [['上年', 'a year before'] as const] : [])]
  return [0, 1].map((language) => {
    const name = lib.groups.get(ref.group)?.parts[ref.part]?.text?.[language] ?? `${ref.group}.${ref.part}`
    const around = words.flatMap((word) => word[language] || []).join(language ? ', ' : '')
    return around ? (language ? `${name} (${around})` : `${around}${name}`) : name
  }) as unknown as Text
}

const signs = { '+': ' + ', '-': ' − ', '*': ' × ', '/': ' ÷ ' } as const
function say(e: Expression, language: number, lib: Library): string {
  if (e.kind === 'number') return String(e.value)
  if (e.kind === 'op') return `(${say(e.left, language, lib)}${signs[e.op]}${say(e.right, language, lib)})`
  if (e.kind === 'call') return `${e.name}(${e.args.map((arg) => say(arg, language, lib)).join(', ')})`
  return partText(e, lib)[language]!
}
