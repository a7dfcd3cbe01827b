/** A code with its Chinese name and the pinyin initials of the name, lower case. */
export type Coded = { code: string; name: string; initials: string }

export type CodeTable = {
  find: (query: string, limit?: number) => Coded[]
  get: (code: string) => Coded | undefined
  all: readonly Coded[]
}

/** Rows as the JSON files hold them: code, name, initials. */
export type Rows = readonly (readonly string[])[]

/** How well a row answers a query; the smaller the better, undefined when it does not. `code` is the query in upper, `text` in lower case. */
function rank(row: Coded, code: string, text: string): number | undefined {
  if (row.code.toUpperCase() === code) return 0
  if (row.code.toUpperCase().startsWith(code)) return 1
  if (row.initials.startsWith(text)) return 2
  if (row.name.startsWith(text)) return 3
  if (row.name.toLowerCase().includes(text)) return 4
  return row.initials.includes(text) ? 5 : undefined
}

/**
 * A searchable table. `find` answers what a doctor types: part of a code, of the name, or of its initials; best first: the exact code, its beginning,
 * initials that begin so, names that begin so, then anywhere. Among equals the shorter name, then the lower code. An empty query finds nothing.
 * One pass over the rows: well under 20 ms for the 40 000 rows of the official list.
 */
export function codeTable(rows: Rows): CodeTable {
  const all = rows.map(([code = '', name = '', initials = '']): Coded => ({ code, name, initials }))
  const byCode = new Map(all.map((row) => [row.code, row]))
  const find = (query: string, limit = 20): Coded[] => {
    const text = query.trim().toLowerCase()
    if (!text) return []
    const found = all.flatMap((row) => {
      const at = rank(row, text.toUpperCase(), text)
      return at === undefined ? [] : [{ row, at }]
    })
    const better = (a: (typeof found)[number], b: (typeof found)[number]) =>
      a.at - b.at || (a.at > 1 ? a.row.name.length - b.row.name.length : 0) || (a.row.code < b.row.code ? -1 : 1)
    return found
      .sort(better)
      .slice(0, limit)
      .map(({ row }) => row)
  }
  return { find, get: (code) => byCode.get(code), all }
}
