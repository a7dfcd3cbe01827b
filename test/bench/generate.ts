import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoCounty } from '../../county/demo/index.ts'
import { writeCounty } from '../../county/generator/write.ts'

/** `generate.ts <folder> <residents> <months> <seed>`: a county's clean files, in a process of its own. Says the seconds, the rows, and the most memory it held. */
const [folder = '', residents = '', months = '', seed = ''] = process.argv.slice(2)
const began = performance.now()
const files: { kind: string; name: string }[] = []
let rows = 0
writeCounty(
  { county: demoCounty('141099'), residents: Number(residents), months: Number(months), end: '2026-10-31', seed: Number(seed) },
  folder,
  (file) => {
    files.push({ kind: file.kind, name: file.name })
    rows += file.rows.length
  },
)
writeFileSync(join(folder, 'files.json'), JSON.stringify(files))
process.send!({ seconds: (performance.now() - began) / 1000, rows, megabytes: process.resourceUsage().maxRSS / 1024 })
process.disconnect()
