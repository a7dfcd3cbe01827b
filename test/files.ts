import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeIdCard } from '../src/fhir/china/id-card.ts'
import type { Db } from '../src/record/db.ts'
import { county } from './house.ts'

/** The nine columns of the visits file that every county can write. */
export const visitHeader = ['就诊号', '机构代码', '证件号码', '姓名', '就诊时间', '就诊类别', '科室', '诊断编码', '总费用']

export type Line = Partial<Record<string, string>>
const surnames = ['单', '解', '张', '欧阳', '曾']

/** The nth line of an invented visits file: every third visit is a person's second one. */
export const line = (n: number, change: Line = {}): string[] => {
  const person = Math.floor((n * 2) / 3)
  const row: Line = {
    就诊号: `MZ${String(n).padStart(6, '0')}`,
    机构代码: n % 4 ? 'QY000002X' : 'QY0000038',
    证件号码: makeIdCard('141099', `19${50 + (person % 40)}-0${1 + (person % 9)}-11`, person % 1000),
    姓名: `${surnames[person % 5]}晓梅`,
    就诊时间: `2026-0${1 + (n % 3)}-${String(1 + (n % 28)).padStart(2, '0')} 08:${String(n % 60).padStart(2, '0')}`,
    就诊类别: n % 10 ? '门诊' : '急诊',
    科室: '全科',
    诊断编码: 'I10.x00',
    总费用: `${n % 300}.50`,
    ...change,
  }
  return visitHeader.map((column) => row[column]!)
}
export const lines = (count: number, from = 0) => Array.from({ length: count }, (_, i) => line(from + i))
export const csv = (rows: readonly (readonly string[])[], end = '\n') => [visitHeader, ...rows].map((row) => row.join(',') + end).join('')

/** A folder for files, and how to get rid of it. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'countywide-files-'))
  return {
    file: (name: string, content: string | Uint8Array) => {
      writeFileSync(join(path, name), content)
      return join(path, name)
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** Everything an import leaves behind except when it was done and the numbers of organisations: equal for equal results. */
export async function imported(db: Db) {
  const read = (sql: string) => db.query(sql, [county])
  return {
    documents: await read(
      `select type, id, version, doc, owner, origin from resource where county_id = $1 and type in ('Patient', 'Encounter') order by 1, 2`,
    ),
    flat: await read(`select f.id, f.day, f.state, f.total_fen, f.diagnosis, d.value as org from flat_visit f
      join dictionary d on d.county_id = f.county_id and d.kind = 'organization' and d.key = f.org_key where f.county_id = $1 order by f.id`),
    tokens: await read(`select type, id, tok from token where county_id = $1 and type in ('Patient', 'Encounter') order by 1, 2`),
    timeline: await read(`select patient_id, type, at, id from compartment where county_id = $1 order by 1, 2, 3, 4`),
    persons: await read('select patient_id, person_id from person where county_id = $1 order by 1'),
    names: await read('select patient_id, reading, name, pinyin, id_number from person_name where county_id = $1 order by 1, 2'),
    relations: await read(`select r.patient_id, d.value as org, r.reason from relation r
      join dictionary d on d.county_id = r.county_id and d.kind = 'organization' and d.key = r.org_key where r.county_id = $1 order by 1, 2, 3`),
    refused: await read('select line, column_name, value, rule from batch_refusal where county_id = $1 order by 1, 2, 4'),
    months: await read('select distinct view, month from stale where county_id = $1 order by 1, 2'),
  }
}
