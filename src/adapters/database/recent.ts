import { hash } from 'node:crypto'
import type { Feed } from './feed.ts'
import { back, compareMarks } from './mark.ts'
import type { SourceRow } from './pages.ts'
import type { Recent } from './store.ts'

const kept = 5000
const short = (text: string) => hash('sha256', text, 'base64').slice(0, 16)

/**
 * Tells rows that were taken already from new ones, by hashes: those of the overlap, which every poll reads again. `again` is a row that changed while the poll was
 * reading on: its new state belongs to the next poll.
 */
export function recentRows(before: Recent, { watermark: { type, overlap } }: Feed) {
  const rows = new Map(Object.entries(before))
  const given = new Set<string>()
  const forget = (mark: string) => {
    const least = back(mark, type, overlap)
    for (const [key, [at]] of rows) if (compareMarks(at, least, type) < 0) rows.delete(key)
  }
  return {
    judge({ mark, key: name, cells }: SourceRow): 'new' | 'known' | 'again' {
      const [key, content] = [short(name), short(cells.join('\u001f'))]
      const before = rows.get(key)
      if (before?.[1].includes(content)) {
        rows.set(key, [mark, before[1]])
        return 'known'
      }
      const twin = given.has(key)
      if (twin && before?.[0] !== mark) return 'again'
      rows.set(key, [mark, twin ? before![1] + content : content]) // a key that names two rows: the second is refused, once
      given.add(key)
      if (rows.size > 4 * kept) forget(mark)
      return 'new'
    },
    /** What the next poll is to know: the latest rows of the overlap, not without limit. Those forgotten are taken again and change nothing. */
    keep(mark: string | undefined): Recent {
      if (mark === undefined) return {}
      forget(mark)
      const latest = [...rows].sort(([, a], [, b]) => compareMarks(b[0], a[0], type))
      return Object.fromEntries(latest.slice(0, kept))
    },
  }
}
