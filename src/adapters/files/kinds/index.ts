import type { AnyKind } from '../kind.ts'
import { beds } from './beds.ts'
import { chronicRegisters } from './chronic-registers.ts'
import { deaths } from './deaths.ts'
import { departments } from './departments.ts'
import { equipment } from './equipment.ts'
import { fees } from './fees.ts'
import { fhir } from './fhir.ts'
import { figures } from './figures.ts'
import { followUps } from './follow-ups.ts'
import { frontPages } from './front-pages.ts'
import { institutions } from './institutions.ts'
import { population } from './population.ts'
import { postings } from './postings.ts'
import { residents } from './residents.ts'
import { settlementSums } from './settlement-sums.ts'
import { settlements } from './settlements.ts'
import { staff } from './staff.ts'
import { visits } from './visits.ts'

/** Every kind of file the county takes in. One line each. */
export const kinds: readonly AnyKind[] = [
  visits,
  frontPages,
  settlements,
  settlementSums,
  fees,
  institutions,
  departments,
  beds,
  equipment,
  staff,
  postings,
  figures,
  population,
  residents,
  deaths,
  chronicRegisters,
  followUps,
  fhir,
]
