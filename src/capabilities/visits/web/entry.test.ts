import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Diagnosis, Visit } from '../shape.ts'
import { texts } from '../texts.ts'
import { clashes, type Draft, emptyDraft, isEmpty, readDraft, rebase, saved, typed } from './draft.ts'
import { contentOf, entryOf, fieldOf, readSign, tidied, withDiagnosis } from './entry.ts'

const visit: Visit = {
  id: 'v1',
  state: 'in-progress',
  number: '20260302ABC',
  patient: 'p1',
  organization: 'o1',
  class: 'AMB',
  first: false,
  priority: 'routine',
  registeredAt: '2026-03-02T01:00:00Z',
  complaint: '头晕3天',
  vitalSigns: { temperature: 36.5, systolic: 152, diastolic: 94 },
  diagnoses: [],
}
const server = entryOf(visit)

describe('what is typed', () => {
  it('sends only what was touched, vital signs as a whole', () => {
    expect(contentOf(visit, {})).toEqual({ content: {} })
    expect(contentOf(visit, { pulse: '72', complaint: ' 头晕 ' })).toEqual({
      content: { complaint: '头晕', vitalSigns: { temperature: 36.5, pulse: 72, systolic: 152, diastolic: 94 } },
    })
    expect(contentOf(visit, { temperature: '', pressure: '' })).toEqual({ content: { vitalSigns: {} } })
  })
  it('names every field that cannot be read, and sends nothing', () => {
    const read = contentOf(visit, { pulse: '7', pressure: '94/152', weight: 'x', complaint: 'ok' })
    expect('problems' in read && read.problems.map(({ path }) => path)).toEqual(['pulse', 'pressure', 'weight'])
    expect(readSign('pressure', '94/152')).toEqual({ wrong: texts.pressureOrder })
    expect(readSign('saturation', '101')).toMatchObject({ wrong: ['限 30–100', '30–100 only'] })
    expect(readSign('pulse', '72.5')).toHaveProperty('wrong')
  })
  it('writes out what it understood', () => {
    expect([tidied('temperature', '365'), tidied('pressure', '15294'), tidied('pulse', '７２'), tidied('pulse', '7')]).toEqual([
      '36.5',
      '152/94',
      '72',
      '7',
    ])
    expect(tidied('weight', '')).toBe('')
  })
  it('puts a refusal under its field', () => {
    expect(['vitalSigns.systolic', 'vitalSigns.pulse', 'diagnoses.0', 'complaint'].map(fieldOf)).toEqual([
      'pressure',
      'pulse',
      'diagnoses',
      'complaint',
    ])
  })
})

it('keeps each ICD-10 diagnosis once and one TCM disease, ICD-10 first', () => {
  const d = (system: Diagnosis['system'], code: string): Diagnosis => ({ system, code, name: code })
  const all = [
    d('tcm-disease', 'A1'),
    d('icd10', 'I10'),
    d('icd10', 'E11'),
    d('tcm-disease', 'A2'),
    d('tcm-syndrome', 'B1'),
    d('icd10', 'I10'),
  ]
  expect(all.reduce<readonly Diagnosis[]>(withDiagnosis, []).map(({ code }) => code)).toEqual(['E11', 'I10', 'A2', 'B1'])
})

describe('the draft', () => {
  const draft = typed(typed(emptyDraft('township', 3), 'complaint', '头痛', server), 'pulse', '72', server)

  it('holds what differs from the server, and nothing after it was typed back', () => {
    expect(draft.edits).toEqual({ complaint: '头痛', pulse: '72' })
    expect(isEmpty(typed(typed(draft, 'complaint', '头晕3天', server), 'pulse', '', server))).toBe(true)
  })
  it('keeps what was typed while the save was under way', () => {
    const since = typed(draft, 'advice', '低盐饮食', server)
    const after = saved(since, draft.edits, 4, { ...server, complaint: '头痛', pulse: '72' })
    expect(after).toMatchObject({ version: 4, edits: { advice: '低盐饮食' }, base: { advice: '' } })
  })
  it('after another desk: its words in untouched fields, mine in touched ones, and both shown where they meet', () => {
    const theirs = { ...server, complaint: '头晕5天', advice: '多休息' }
    expect(clashes(draft, theirs)).toEqual([{ field: 'complaint', theirs: '头晕5天' }])
    const after = rebase(draft, 5, theirs)
    expect(after).toMatchObject({ version: 5, edits: { complaint: '头痛', pulse: '72' } })
    expect({ ...theirs, ...after.edits }).toMatchObject({ complaint: '头痛', advice: '多休息', pulse: '72' })
    expect(clashes(after, theirs)).toEqual([])
  })
  it('sees no clash where both wrote the same', () => {
    const same = { ...server, complaint: '头痛' }
    expect(clashes(draft, same)).toEqual([])
    expect(rebase(draft, 5, same).edits).toEqual({ pulse: '72' })
  })
  it('comes back from storage for the same account only, and never from rubbish', () => {
    const stored: unknown = JSON.parse(JSON.stringify(draft))
    expect(readDraft(stored, 'township')).toEqual(draft)
    expect(readDraft(stored, 'somebody')).toBeUndefined()
    fc.assert(fc.property(fc.jsonValue(), (value) => readDraft(value, 'township') === undefined))
  })
  it('never loses a touched field, whatever the other desk wrote', () => {
    const words = fc.string({ maxLength: 8 })
    fc.assert(
      fc.property(words, words, words, (mine, other, before) => {
        const old = { ...server, complaint: before }
        const d: Draft = typed(emptyDraft('a', 1), 'complaint', mine, old)
        const now = { ...old, complaint: other }
        const shown = { ...now, ...rebase(d, 2, now).edits }.complaint
        expect(shown).toBe(mine === before ? other : mine)
      }),
    )
  })
})
