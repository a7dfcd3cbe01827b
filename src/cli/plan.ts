import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Read, readPlan } from '../adapters/plans/read.ts'
import { planFolders, templatesOf } from '../adapters/plans/templates.ts'
import { capabilities } from '../capabilities/index.ts'
import type { TemplateProblem } from '../capabilities/plans/contract.ts'
import type { Plan } from '../capabilities/plans/shape.ts'
import type { PlanTemplate } from '../capabilities/plans/template.ts'
import type { Known } from '../kernel/grammar/operation.ts'
import { system } from '../kernel/perform/deadlines.ts'
import { known, knownOf } from '../kernel/perform/known.ts'
import { type House, perform } from '../kernel/perform/perform.ts'
import type { Config } from '../server/config.ts'
import { chooseCounty, UsageError } from './county.ts'
import { withHouse } from './with-house.ts'

export type AdoptOptions = { county?: string; from?: string; to?: string }

const told = ({ file, line, text }: TemplateProblem) => `${file}:${line}: ${text[0]} / ${text[1]}`

/** `plan check`: each file with what is wrong in it, or that it can be adopted; `ok` where all can. Needs no database unless a county is named. */
export async function checkPlans(
  config: Config,
  files: readonly string[],
  options: { county?: string },
): Promise<{ text: string; ok: boolean }> {
  const names = options.county
    ? await withHouse(config, async (house) => known(house, await chooseCounty(house.record, options.county)))
    : knownOf(capabilities)
  const answers = await Promise.all(files.map(async (file) => [file, await readOne(file, names)] as const))
  const lines = answers.flatMap(([file, read]) => ('problems' in read ? read.problems.map(told) : [adoptable(file, read.template)]))
  return { text: lines.join('\n'), ok: answers.every(([, read]) => 'template' in read) }
}

const adoptable = (file: string, { name, clauses, targets, tasks }: PlanTemplate) =>
  `${file}: ${name[0]}：可以采用，条款 ${clauses.length}、目标 ${targets.length}、任务 ${tasks.length} / can be adopted`

async function readOne(file: string, names: Known): Promise<Read> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`文件打不开 / cannot open: ${file} (${error.code})`)
  })
  return readPlan(basename(file), bytes, names)
}

/** `plan list`: what can be adopted and what is in force, and plan files that are wrong. */
export async function listPlans(config: Config, options: { county?: string; json?: boolean }): Promise<string> {
  return withHouse(config, async (house) => {
    const county = await chooseCounty(house.record, options.county)
    const { templates, problems } = await templatesOf(planFolders(config.data), await known(house, county))
    const adopted = await adoptedIn(house, county)
    const rows = templates.map(({ code, name, from, to, targets }) => ({
      ...{ code, name: name[0], from, to, targets: targets.length },
      adopted: adopted.filter(({ template }) => template === code),
    }))
    if (options.json) return JSON.stringify({ county, templates: rows, problems }, null, 2)
    const wide = 28
    const lines = rows.flatMap(({ code, name, from, to, targets, adopted }) => [
      `${code.padEnd(wide)} ${from} – ${to}  ${String(targets).padStart(3)} 目标 targets  ${name}`,
      ...adopted.map((plan) => `${' '.repeat(wide)} ${plan.from} – ${plan.to}  ${plan.state} ${plan.id}  ${plan.name}`),
    ])
    return [...lines, ...problems.map(told)].join('\n')
  })
}

type Adopted = Pick<Plan, 'id' | 'name' | 'state' | 'from' | 'to'> & { template: string }
const adoptedIn = ({ record }: House, county: number) =>
  record.db.query<Adopted>(
    `select id, template, name, state, first_day::text as "from", last_day::text as "to" from flat_plan where county_id = $1 order by at`,
    [county],
  )

/** `plan adopt`: as the system, audited like any adoption. @throws Refusal; UsageError naming the plans there are */
export async function adoptPlan(config: Config, code: string, { county: named, ...dates }: AdoptOptions): Promise<string> {
  return withHouse(config, async (house) => {
    const county = await chooseCounty(house.record, named)
    const { templates } = await templatesOf(planFolders(config.data), await known(house, county))
    const template = templates.find((one) => one.code === code)
    if (!template)
      throw new UsageError(`没有这个方案 / no such plan: ${code}\n${templates.map((one) => `  ${one.code}  ${one.name[0]}`).join('\n')}`)
    const outcome = await perform(house, { county, kind: 'plan', verb: 'adopt', input: { template, ...dates }, actor: system })
    const [{ n } = { n: 0 }] = await house.record.db.query<{ n: number }>(
      'select count(*)::int as n from flat_task where county_id = $1 and plan = $2',
      [county, outcome.id],
    )
    return `已采用 / adopted: ${outcome.id}，任务 ${n} 项 / ${n} tasks`
  })
}
