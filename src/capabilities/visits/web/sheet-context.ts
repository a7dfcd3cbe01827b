import { createContext, use } from 'react'
import type { Visit } from '../shape.ts'
import type { useVisit } from './useVisit.ts'

/** What every field of the sheet needs. */
type Sheet = ReturnType<typeof useVisit> & { editable: boolean; last: Visit | undefined }
export const SheetContext = createContext<Sheet | null>(null)
export function useSheet(): Sheet {
  const sheet = use(SheetContext)
  if (!sheet) throw new Error('useSheet outside a sheet')
  return sheet
}
