import { defineCapability } from '../../kernel/grammar/capability.ts'
import { texts } from './texts.ts'

/** The county's files and databases as they come in. No workflow of its own: a batch is the record floor's (src/record/batch.ts), its door src/server/imports.ts. */
export const intake = defineCapability({
  name: 'intake',
  text: texts.intake,
  workflows: [],
  views: [],
  lists: [],
  measures: [],
  indicators: [],
  texts,
  pages: [
    { path: '/imports', text: texts.imports, verb: 'import.read', page: () => import('./web/Imports.tsx') },
    { path: '/imports/new', text: texts.preview, verb: 'import.upload', hidden: true, page: () => import('./web/NewImport.tsx') },
    { path: '/imports/:id', text: texts.imports, verb: 'import.read', hidden: true, page: () => import('./web/OneImport.tsx') },
    { path: '/local-codes', text: texts.localCodes, verb: 'import.read', page: () => import('./web/LocalCodes.tsx') },
  ],
})
