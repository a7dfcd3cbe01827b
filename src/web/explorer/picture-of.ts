import type { ListedIndicator } from '../../ui/contract.ts'
import type { Question } from './question.ts'
import type { Sheet } from './sheet.ts'
import type { Ask } from './useQuestion.ts'

/** What every picture is drawn from: the table's own sheet, and the county's beside it. */
export type PictureOf = { indicator: ListedIndicator; question: Question; sheet: Sheet; county: Sheet | undefined; ask: Ask }
