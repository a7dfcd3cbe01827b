import { verifyAudit } from '../record/audit.ts'
import type { Config } from '../server/config.ts'
import { withHouse } from './with-house.ts'

/** Recomputes every audit chain; exits with 1 when an entry was changed, removed or added. */
export async function verify(config: Config) {
  await withHouse(config, async ({ record }) => {
    for (const county of await record.counties()) {
      const { chains, entries, broken } = await verifyAudit(record.db, county.id)
      console.log(
        `${county.id} ${county.name}: ${entries} 条审计，${chains} 条链，${broken.length ? '不完整' : '完整'} / ${entries} entries in ${chains} chains, ${broken.length ? 'BROKEN' : 'whole'}`,
      )
      for (const { chain, seq, why } of broken) console.log(`  chain ${chain} entry ${seq}: ${why}`)
      if (broken.length) process.exitCode = 1
    }
  })
}
