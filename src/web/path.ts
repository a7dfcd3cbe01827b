import type { Page } from '../kernel/grammar/capability.ts'

/** The address of a page, which is written with or without a leading slash. */
export const pathOf = (page: Pick<Page, 'path'>) => `/${page.path.replace(/^\//, '')}`
