import { system } from '../kernel/perform/deadlines.ts'
import { perform } from '../kernel/perform/perform.ts'
import type { Config } from '../server/config.ts'
import { chooseCounty } from './county.ts'
import { withHouse } from './with-house.ts'

/** One operation by the system itself, audited like any other. */
export async function performOne(
  config: Config,
  kind: string,
  verb: string,
  input: string | undefined,
  options: { county?: string; id?: string },
) {
  await withHouse(config, async (house) => {
    const county = await chooseCounty(house.record, options.county)
    const outcome = await perform(house, {
      county,
      kind,
      verb,
      ...(options.id ? { id: options.id } : {}),
      input: JSON.parse(input ?? '{}') as unknown,
      actor: system,
    })
    console.log(JSON.stringify(outcome, null, 2))
  })
}
