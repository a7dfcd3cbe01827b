import type { Text } from './texts.ts'
import type { List, ListColumn, View } from './view.ts'

export type ConditionKind = 'text' | 'number' | 'date' | 'instant' | 'boolean'
/** A column that a condition may ask: its SQL, and every name it goes by. */
export type ConditionColumn = {
  name: string
  text: Text
  kind: ConditionKind
  sql: string
  /** Further names: the words of the view's list. */
  names: readonly string[]
  /** Names by which money is meant in yuan, though the column holds fen. */
  yuan?: readonly string[]
  /** Whole numbers and money: what can be summed without rounding. */
  summed?: true
  codes?: Readonly<Record<string, Text>>
  /** Stands in the row of the person, as he was on the day of the row: the group needs to know where people live. */
  person?: true
}

const kinds: Readonly<Record<string, ConditionKind>> = {
  boolean: 'boolean',
  integer: 'number',
  positiveInt: 'number',
  unsignedInt: 'number',
  decimal: 'number',
  date: 'date',
  dateTime: 'instant',
  instant: 'instant',
}
/** What tells who somebody is, or is asked in another way, is no column of a condition. */
const hidden: ReadonlySet<string> = new Set(['patient_id', 'org', 'at'])

type Declared = { name: string; type?: string; fen: boolean }
type Select = View['definition']['select'][number]
/** The columns of a view in their order; those of a union's branches are the same. */
export function declaredColumns({ definition }: View): Declared[] {
  const of = ({ column = [], select = [], unionAll = [] }: Select): Declared[] => [
    ...column.map(({ name, type, tag }) => ({ name, ...(type ? { type } : {}), fen: tag?.some((t) => t.name === 'fen') ?? false })),
    ...select.flatMap(of),
    ...unionAll.slice(0, 1).flatMap(of),
  ]
  return definition.select.flatMap(of)
}

/** A name without its unit in brackets and without blanks: 总费用（元） → 总费用. */
const bare = (word: string) => word.replace(/[（(].*?[)）]/g, '').replace(/\s+/g, '')
const suffix = ([zh, en]: Text, [zhMore, enMore]: Text): Text => [`${zh}${zhMore}`, `${en} ${enMore}`]

/** The words of a column. Where a list shows `department_name` as 科室, then 科室 is the code in `department`, and 科室名称 the name. */
function wordsOf(name: string, columns: readonly ListColumn[], declared: ReadonlySet<string>): Text {
  const text = (one: string) => columns.find((c) => c.name === one)?.text
  if (name.endsWith('_name') && declared.has(name.slice(0, -5)) && text(name)) return suffix(text(name)!, ['名称', '(name)'])
  return text(name) ?? text(`${name}_name`) ?? [name, name]
}

const people: readonly Omit<ConditionColumn, 'sql'>[] = [
  { name: 'age', text: ['年龄', 'Age'], kind: 'number', names: ['年龄'], person: true },
  {
    name: 'sex',
    text: ['性别', 'Sex'],
    kind: 'text',
    names: ['性别'],
    codes: { male: ['男', 'male'], female: ['女', 'female'] },
    person: true,
  },
  { name: 'township', text: ['居住乡镇', 'Township of residence'], kind: 'text', names: ['居住乡镇'], person: true },
]
const personSql: Readonly<Record<string, string>> = {
  age: 'extract(year from age(f.day, d.birth))',
  sex: 'd.sex',
  township: 'left(d.township, 9)',
}

/**
 * What a condition over a view may speak of: the columns of its definition, the local day and month of the row, and, where rows belong to people, age, sex and township of
 * the person on that day (as `person_age` where the view has a column of that name). Nothing that says who somebody is.
 */
export function columnsOf(view: View, lists: readonly List[]): ConditionColumn[] {
  const shown = lists.filter((list) => list.view === view.definition.name).flatMap((list) => list.columns)
  const all = declaredColumns(view)
  const declared = new Set(all.map((c) => c.name))
  const own = all
    .filter(({ name }) => !hidden.has(name))
    .map(({ name, type = '', fen }): ConditionColumn => {
      const text = wordsOf(name, shown, declared)
      const codes = shown.find((c) => c.name === name)?.codes
      const kind = kinds[type] ?? 'text'
      const words = [bare(text[0])]
      return {
        name,
        text,
        kind,
        sql: `f.${name}`,
        names: fen ? [] : words,
        ...(fen ? { yuan: words } : {}),
        ...(fen || (kind === 'number' && type !== 'decimal') ? { summed: true as const } : {}),
        ...(codes ? { codes } : {}),
      }
    })
  const days: ConditionColumn[] = [
    { name: 'day', text: ['日期', 'Day'], kind: 'date', sql: 'f.day', names: ['日期'] },
    { name: 'month', text: ['月份', 'Month'], kind: 'date', sql: 'f.month', names: ['月份'] },
  ]
  const persons = declared.has('patient_id')
    ? people.map((one) => {
        const taken = declared.has(one.name)
        return {
          ...one,
          sql: personSql[one.name]!,
          ...(taken
            ? { name: `person_${one.name}`, text: suffix(one.text, ['（本人）', 'of the person']), names: [`本人${one.text[0]}`] }
            : {}),
        }
      })
    : []
  return distinctNames([...own, ...days, ...persons])
}

/** A word that two columns have belongs to the first. */
function distinctNames(columns: readonly ConditionColumn[]): ConditionColumn[] {
  const taken = new Set(columns.map((c) => c.name))
  const mine = (word: string) => !taken.has(word) && taken.add(word)
  return columns.map(({ names, yuan, ...column }) => ({
    ...column,
    names: names.filter(mine),
    ...(yuan ? { yuan: yuan.filter(mine) } : {}),
  }))
}
