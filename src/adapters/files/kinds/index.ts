import type { AnyKind } from '../kind.ts'
import { settlementSums } from './settlement-sums.ts'
import { settlements } from './settlements.ts'
import { visits } from './visits.ts'

/** Every kind of file the county takes in. One line each. */
export const kinds: readonly AnyKind[] = [visits, settlements, settlementSums]
