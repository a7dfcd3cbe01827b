import type { Feed } from '../../src/adapters/database/feed.ts'
import { runFeed } from '../../src/adapters/database/run.ts'
import { openHouse } from '../../src/server/house.ts'

const [url, feed, password] = process.argv.slice(2) as [string, string, string]
/** A process of its own that polls a feed in small chunks and says how far it is, so that it can be killed in the middle. */
const { record } = await openHouse(url)
const progress = (rows: number) => process.stdout.write(`${rows}\n`)
await runFeed(JSON.parse(feed) as Feed, { record, secret: () => password, now: () => new Date(), chunkRows: 50, progress })
await record.close()
