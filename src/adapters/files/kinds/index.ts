import type { AnyKind } from '../kind.ts'
import { visits } from './visits.ts'

/** Every kind of file the county takes in. One line each. */
export const kinds: readonly AnyKind[] = [visits]
