import { importVisits } from '../../src/adapters/files/import.ts'
import { openHouse } from '../../src/server/house.ts'
import { county } from '../house.ts'

const [url, file] = process.argv.slice(2) as [string, string]
/** A process of its own that imports a file in small chunks and says how far it is, so that it can be killed in the middle. */
const { record } = await openHouse(url)
const progress = (line: number) => process.stdout.write(`${line}\n`)
await importVisits(file, { record, county, actor: 'tester', chunkRows: 100, progress })
await record.close()
