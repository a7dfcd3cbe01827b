import { inventedName } from '../../county/demo/names.ts'
import { random } from '../../county/demo/random.ts'
import { makeIdCard } from '../../src/fhir/china/id-card.ts'
import { nameReadings } from '../../src/fhir/china/pinyin.ts'
import type { Db } from '../../src/record/db.ts'
import { findPersons, gramsIn } from '../../src/record/persons.ts'
import { copyLine, type Row, type Table, tables } from '../../src/record/table.ts'
import { openHouse } from '../../src/server/house.ts'
import { type Figure, milliseconds, p95 } from './figure.ts'
import { onEngine } from './place.ts'

const counties = Array.from({ length: 10 }, (_, i) => 141090 + i)
const inEach = 100_000
const asked = 200
type Someone = { name: string; idCard: string; phone: string; initials: string }

/** Finding a resident in one of ten counties of a hundred thousand, in the ways a desk asks. */
export const search: Figure = {
  name: 'search',
  run: ({ say }) =>
    onEngine(async (url) => {
      const { record } = await openHouse(url)
      try {
        const known = new Map<number, Someone[]>()
        const took = await milliseconds(async () => {
          for (const county of counties) known.set(county, await people(record.db, county))
          await record.db.script('vacuum analyze person_name, person')
        })
        say(`  ${counties.length} × ${inEach} persons in ${(took / 1000).toFixed(0)} s`)
        const r = random(7)
        const ways: Record<string, (p: Someone) => string> = {
          'by name': (p) => p.name,
          'by surname': (p) => p.name[0]!,
          'by initials': (p) => p.initials,
          'by ID number': (p) => p.idCard,
          'by the last 4': (p) => p.idCard.slice(-4),
          'by phone': (p) => p.phone,
        }
        const lines = []
        for (const [way, text] of Object.entries(ways)) {
          const latencies: number[] = []
          for (let i = 0; i < asked; i++) {
            const county = r.pick(counties)
            const question = text(r.pick(known.get(county)!))
            latencies.push(
              await milliseconds(async () => {
                if (!(await findPersons(record.db, county, question)).length) throw new Error(`nobody found ${way}`)
              }),
            )
          }
          const slow = p95(latencies.slice(asked / 10))
          lines.push({ what: `resident among 1 million, ${way}, p95`, measured: slow, unit: 'ms', target: '≤ 10 ms', met: slow <= 10 })
        }
        return lines
      } finally {
        await record.close()
      }
    }),
}

/** Puts a county's people by COPY; answers a thousand of them to be looked for. */
async function people(db: Db, county: number): Promise<Someone[]> {
  const r = random(county)
  const readings = new Map<string, ReturnType<typeof nameReadings>>()
  const sample: Someone[] = []
  const persons: Row[] = []
  const names: Row[] = []
  for (let i = 0; i < inEach; i++) {
    const sex = r.unit() < 0.5 ? 'male' : 'female'
    const name = inventedName(r, sex)
    const birth = new Date(Date.UTC(1940 + (i % 80), 0, 1 + ((i * 7) % 365))).toISOString().slice(0, 10)
    const idCard = makeIdCard(String(county), birth, (i % 499) * 2 + (sex === 'male' ? 1 : 0))
    const phone = `199${String(i).padStart(8, '0')}`
    const id = `p${i}`
    const read = readings.get(name) ?? nameReadings(name)
    readings.set(name, read)
    persons.push([id, '-infinity', id])
    for (const [n, { pinyin, initials }] of read.entries())
      names.push([id, n, name, pinyin, initials, birth, sex, idCard, phone, gramsIn(county, name), true])
    if (i % 100 === 0) sample.push({ name, idCard, phone, initials: read[0]!.initials })
  }
  const put = (t: Table, rows: readonly Row[]) =>
    db.copyIn(
      `${t.name} (county_id, ${t.columns.map(([name]) => name).join(', ')})`,
      rows.map((row) => copyLine(county, row)),
    )
  await put(tables.person, persons)
  await put(tables.person_name, names)
  return sample
}
