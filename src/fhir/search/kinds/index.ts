import type { SearchParameter } from '../../search-parameters.ts'
import { composite, SIMPLE } from './composite.ts'
import type { Kind } from './kind.ts'
import { near } from './near.ts'
import { identity } from './token.ts'
import { words } from './words.ts'

const WORDS = new Set(['_text', '_content'])

/** How the values of a parameter are read and compared; nothing for what cannot be searched by (`_query`). */
export function kindOf({ code, type, expression }: SearchParameter): Kind | undefined {
  if (WORDS.has(code)) return words
  if (code === '_id') return identity
  if (expression === '') return undefined
  if (type === 'composite') return composite
  if (type === 'special') return code === 'near' ? near : undefined
  return Object.hasOwn(SIMPLE, type) ? SIMPLE[type] : undefined
}
