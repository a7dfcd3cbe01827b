import type { Capability } from '../kernel/grammar/capability.ts'
import { access } from './access/index.ts'
import { admissions } from './admissions/index.ts'
import { boards } from './boards/index.ts'
import { briefs } from './briefs/index.ts'
import { chronic } from './chronic/index.ts'
import { cockpit } from './cockpit/index.ts'
import { definitionsOver } from './definitions/index.ts'
import { libraryOf } from './definitions/library.ts'
import { fees } from './fees/index.ts'
import { filings } from './filings/index.ts'
import { insurance } from './insurance/index.ts'
import { intake } from './intake/index.ts'
import { organisations } from './organisations/index.ts'
import { outflow } from './outflow/index.ts'
import { plans } from './plans/index.ts'
import { population } from './population/index.ts'
import { reporting } from './reporting/index.ts'
import { residents } from './residents/index.ts'
import { resources } from './resources/index.ts'
import { visits } from './visits/index.ts'

/** What has numbers: local indicators are made of their rows and parts. */
const counted: readonly Capability[] = [
  visits,
  admissions,
  insurance,
  fees,
  outflow,
  residents,
  population,
  chronic,
  organisations,
  resources,
  reporting,
]

/** What the county can do, in menu order, by what belongs together: plans, care, people, who works with what, data, the system itself. */
export const sections: readonly (readonly Capability[])[] = [
  [cockpit, plans, boards, briefs],
  [visits, admissions, insurance, fees, outflow],
  [residents, population, chronic],
  [organisations, resources],
  [intake, reporting, filings, definitionsOver(libraryOf(counted))],
  [access],
]
/** One folder, one place in a section. */
export const capabilities: readonly Capability[] = sections.flat()
