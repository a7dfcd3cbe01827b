import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importFile } from '../../src/adapters/files/import.ts'
import { kinds } from '../../src/adapters/files/kinds/index.ts'
import { settle } from '../../src/adapters/files/run.ts'
import { openHouse } from '../../src/server/house.ts'
import { cpuMs } from './child.ts'
import { spooling } from './spool.ts'

/** What one run of a process that imports a county's files did: documents new, changed and as they were. `cpu` and `seconds` without the settling, which is told apart. */
export type Imported = {
  taken: number
  changed: number
  skipped: number
  seconds: number
  settled: number
  cpu: number
  megabytes: number
  refused: number
}

/** `import-child.ts <database> <folder> <county> [<spool>]`: every file of a folder through the real import; with a spool what COPY was given is kept there. */
const [url = '', folder = '', county = '', spool] = process.argv.slice(2)
const house = await openHouse(url)
const record = spool ? spooling(house.record, spool) : house.record
const files = JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8')) as { kind: string; name: string }[]
const done: Imported = { taken: 0, changed: 0, skipped: 0, seconds: 0, settled: 0, cpu: 0, megabytes: 0, refused: 0 }
const [began, before] = [performance.now(), cpuMs()]
for (const { kind: name, name: file } of files) {
  const kind = kinds.find((k) => k.name === name)!
  const { taken, changed, skipped, refused } = await importFile(join(folder, file), {
    record,
    county: Number(county),
    kind,
    actor: 'bench',
    settle: false,
  })
  done.taken += taken
  done.changed += changed
  done.skipped += skipped
  done.refused += refused
}
done.seconds = (performance.now() - began) / 1000
done.cpu = cpuMs() - before
const settling = performance.now()
await settle(house.record, Number(county), done.taken)
done.settled = (performance.now() - settling) / 1000
done.megabytes = process.resourceUsage().maxRSS / 1024
await house.record.close()
process.send!(done)
