import type { BriefFigure, Section } from './shape.ts'

/** GET /api/briefs/draft?month=2026-10: what the numbers say of a month, in words. Nothing is kept until `brief.draft`. */
export type DraftAnswer = { month: string; title: string; issuer: string; sections: readonly Section[]; figures: readonly BriefFigure[] }
/** GET /api/briefs/:id/since: the figures as they are now, where they are no longer what the brief says. */
export type SinceAnswer = { changed: readonly { code: string; then: number | null; now: number | null }[] }
/** Formats of GET /api/briefs/:id/file?as= */
export const formats = ['docx', 'pdf', 'xlsx'] as const
