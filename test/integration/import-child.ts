import { importFile } from '../../src/adapters/files/import.ts'
import { kinds } from '../../src/adapters/files/kinds/index.ts'
import type { Progress } from '../../src/adapters/files/run.ts'
import { openHouse } from '../../src/server/house.ts'
import { county } from '../house.ts'

const [url, file, name] = process.argv.slice(2) as [string, string, string]
/** A process of its own that imports a file in small chunks and says how far it is, so that it can be killed in the middle. */
const { record } = await openHouse(url)
const progress = ({ line }: Progress) => process.stdout.write(`${line}\n`)
const kind = kinds.find((k) => k.name === name)!
await importFile(file, { record, county, kind, actor: 'tester', chunkRows: 100, progress })
await record.close()
