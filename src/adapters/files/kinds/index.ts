import type { AnyKind } from '../kind.ts'
import { beds } from './beds.ts'
import { departments } from './departments.ts'
import { equipment } from './equipment.ts'
import { figures } from './figures.ts'
import { institutions } from './institutions.ts'
import { postings } from './postings.ts'
import { settlementSums } from './settlement-sums.ts'
import { settlements } from './settlements.ts'
import { staff } from './staff.ts'
import { visits } from './visits.ts'

/** Every kind of file the county takes in. One line each. */
export const kinds: readonly AnyKind[] = [
  visits,
  settlements,
  settlementSums,
  institutions,
  departments,
  beds,
  equipment,
  staff,
  postings,
  figures,
]
