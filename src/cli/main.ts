import { Command } from 'commander'
import { ImportError } from '../adapters/files/import-error.ts'
import { Refusal } from '../kernel/grammar/refusal.ts'
import { BackupError } from '../record/backup/error.ts'
import { EngineError } from '../record/engine/error.ts'
import { VersionError } from '../record/migrate.ts'
import { readConfig, type ServiceOptions } from '../server/config.ts'
import type { AddClientOptions } from './clients.ts'
import { UsageError } from './county.ts'
import type { DoctorOptions } from './doctor.ts'
import type { FeedsOptions } from './feeds.ts'
import type { GenerateOptions } from './generate.ts'
import type { ImportCliOptions } from './import.ts'
import type { IndicatorOptions } from './indicators.ts'
import type { AdoptOptions } from './plan.ts'
import type { RestoreOptions } from './restore.ts'

const program = new Command('countywide')
  .description('县域通 Countywide')
  .option('--data <dir>', '数据目录 / data folder')
  .option('--port <port>', '端口 / port')
const config = (service: ServiceOptions = {}) => readConfig({ ...program.opts<{ data?: string; port?: string }>(), ...service })

program
  .command('start', { isDefault: true })
  .description('启动 / start the server')
  .option('--processes <n>', '应答请求的进程数 / processes that answer requests')
  .option('--tls-cert <file>', '证书 PEM，SIGHUP 时重读 / certificate, PEM; read again on SIGHUP')
  .option('--tls-key <file>', '私钥 PEM / private key, PEM')
  .option('--redirect-port <port>', '把 http 转到 https 的端口 / a port that sends http on to https')
  .action(async (options: ServiceOptions) => (await import('./start.ts')).start(config(options)))

program
  .command('demo')
  .description('演示县 / three demo counties in the browser')
  .option('--json', '最后一行输出 JSON / print address, logins and an API client as JSON, the last line of stdout')
  .option('--residents <n>', '主县居民数 / residents of the main county', '10000')
  .option('--months <n>', '月数 / months', '36')
  .action(async (options: { json?: boolean; residents: string; months: string }) => (await import('./demo.ts')).demo(config(), options))

program
  .command('import [files...]')
  .description('导入文件 / import files (CSV, xlsx, xls, DBF, FHIR NDJSON)')
  .option('--kind <kind>', '文件种类 / kind of file; told by the header otherwise')
  .option('--mapping <file>', '列的对应关系 / which column is which: JSON {column: header}')
  .option('--sheet <name>', '工作表 / sheet of a workbook')
  .option('--county <code>', '县代码 / division code, when there are several')
  .option('--preview', '只看不写 / look only, write nothing')
  .option('--refused <file>', '被拒行写入文件 / write the refused rows with their reasons')
  .option('--template <kind>', '写出模板 / write a template')
  .action(async (files: string[], options: ImportCliOptions) => (await import('./import.ts')).importFiles(config(), files, options))

program
  .command('codes <system> <file>')
  .description('装入编码表 / load an official code table (icd10, icd9, tcm, drug, item, divisions …)')
  .option('--from <day>', '启用日期 / first day, YYYY-MM-DD')
  .option('--template', '只对 divisions：把模板写到 <file> / for divisions: write a template to <file>')
  .option('--sheet <name>', '工作表 / sheet of a workbook')
  .option('--county <code>', '县代码 / division code')
  .option('--preview', '只看不写 / look only, write nothing')
  .action(
    async (
      system: string,
      file: string,
      options: { from?: string; county?: string; sheet?: string; preview?: boolean; template?: boolean },
    ) => (await import('./codes.ts')).loadCodes(config(), system, file, options),
  )

program
  .command('imports')
  .description('导入批次 / the imports of a county')
  .option('--county <code>', '县代码 / division code')
  .option('--json')
  .action(async (options: { county?: string; json?: boolean }) => (await import('./batches.ts')).printBatches(config(), options))

program
  .command('undo <batch>')
  .description('撤销一次导入 / take an import back')
  .option('--county <code>', '县代码 / division code')
  .action(async (batch: string, options: { county?: string }) => (await import('./batches.ts')).undo(config(), batch, options))

program
  .command('import-work', { hidden: true })
  .requiredOption('--batch <id>')
  .requiredOption('--county <code>')
  .action(async (options: { batch: string; county: string }) => (await import('./batches.ts')).work(config(), options))

program
  .command('generate')
  .description('生成虚构县的文件 / write the export files of an invented county')
  .requiredOption('--out <dir>', '文件夹 / folder')
  .option('--county <code>', '演示县代码 / invented county', '141099')
  .option('--residents <n>', '居民数 / residents', '10000')
  .option('--months <n>', '月数 / months', '36')
  .option('--end <day>', '最后一天 YYYY-MM-DD，缺省上月末 / last day, by default the end of last month')
  .option('--seed <n>', '随机种子 / seed', '1')
  .option('--defects <knob>', '数据缺陷：0 无，1 真实，2.5 更多 / defects: 0 none, 1 as in real files', '0')
  .option('--prefecture <n>', '县数 / counties, one folder each (up to 17)', '1')
  .option('--fees', '也写收费明细，行数是其余文件之和的几倍 / fee details, too: several times as many rows as all other files')
  .option('--least <n>', '每县最少居民数 / fewest residents of any county', '100')
  .action(async (options: GenerateOptions) =>
    (await import('./generate.ts')).generate(options, new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)),
  )

program
  .command('feeds [name]')
  .description('医院数据库接入 / the hospital databases that are read (DATA/feeds/*.json)')
  .option('--check', '试连接并预览 20 行，不写入 / connect and preview 20 rows, write nothing')
  .option('--once', '现在读取一次 / read now')
  .option('--again', '从头重读 / read the view from its beginning, or with --from from a watermark')
  .option('--from <watermark>', '从这个水位重读 / with --again')
  .option('--json')
  .action(async (name: string | undefined, options: FeedsOptions) => (await import('./feeds.ts')).feeds(config(), name, options))

program
  .command('indicators [code]')
  .description('指标：不带代码列出全部 / one indicator by period and unit; without a code all, with their newest values')
  .option('--county <code>', '县代码 / division code')
  .option('--from <month>', 'YYYY-MM，缺省十二个月前 / by default twelve months before')
  .option('--to <month>', 'YYYY-MM，缺省本月 / by default this month')
  .option('--grain <grain>', 'month | quarter | year | rolling', 'month')
  .option('--unit <unit>', 'organization | township | county | prefecture')
  .option('--of <unit>', '只看一个单位（代码或名称） / one unit only, by its id or name')
  .option('--variant <name>', '口径 / a named reading')
  .option('--csv', 'CSV (RFC 4180)')
  .option('--without-persons', '如同不能看个人信息的岗位所见 / as a post sees it that may not see persons')
  .option('--bom', '供 Excel 识别编码 / with --csv: a byte order mark for Excel')
  .option('--json')
  .action(async (code: string | undefined, options: IndicatorOptions) =>
    (await import('./indicators.ts')).printIndicators(config(), code, options),
  )

const plan = program.command('plan').description('方案 / government plans')
plan
  .command('check <files...>')
  .description('检查方案文件：逐行说明问题 / what is wrong in plan files, by line')
  .option('--county <code>', '县代码：本县自定指标也算 / with the indicators that this county defines for itself')
  .action(async (files: string[], options: { county?: string }) => {
    const { text, ok } = await (await import('./plan.ts')).checkPlans(config(), files, options)
    console.log(text)
    if (!ok) process.exitCode = 1
  })
plan
  .command('list')
  .description('可采用和已采用的方案 / the plans that can be adopted, and those in force')
  .option('--county <code>', '县代码 / division code')
  .option('--json')
  .action(async (options: { county?: string; json?: boolean }) =>
    console.log(await (await import('./plan.ts')).listPlans(config(), options)),
  )
plan
  .command('adopt <code>')
  .description('采用方案 / adopt a plan as it stands; values and units are chosen on its page')
  .option('--county <code>', '县代码 / division code')
  .option('--from <day>', '开始日 YYYY-MM-DD / first day')
  .option('--to <day>', '结束日 YYYY-MM-DD / last day')
  .action(async (code: string, options: AdoptOptions) => console.log(await (await import('./plan.ts')).adoptPlan(config(), code, options)))

const clients = program.command('clients').description('接口客户端 / machines that use the FHIR interface')
clients
  .command('list')
  .description('列出 / the clients of a county')
  .option('--county <code>', '县代码 / division code')
  .option('--json')
  .action(async (options: { county?: string; json?: boolean }) => (await import('./clients.ts')).printClients(config(), options))
clients
  .command('add <name>')
  .description('新建；密钥只显示一次 / make one; its secret is shown this once')
  .requiredOption('--scope <scopes...>', 'SMART 范围 / SMART scopes: system/Patient.rs system/Observation.cruds')
  .option('--county <code>', '县代码 / division code')
  .option('--short <id>', '编号的后半部分 / what its id ends in')
  .option('--organization <id>', '所属机构，缺省为县 / its organisation, by default the county')
  .option('--full', '完整显示个人信息，缺省脱敏 / sees persons in full; by default masked, and then it only reads')
  .option('--unrelated', '不限于与本机构有关的居民 / not only residents who have to do with its organisation')
  .option('--labels <bits>', '可见的敏感标记 / sensitivity labels it may see, as bits', '0')
  .option('--jwks <file>', '公钥文件（JWKS），用签名代替密钥 / public keys: it signs and has no secret')
  .option('--jwks-uri <url>', '公钥地址 / where its public keys are')
  .option('--json')
  .action(async (name: string, options: AddClientOptions) => (await import('./clients.ts')).addClient(config(), name, options))
clients
  .command('rotate <client>')
  .description('更换密钥 / a new secret; the old one and all tokens end at once')
  .option('--json')
  .action(async (client: string, options: { json?: boolean }) => (await import('./clients.ts')).rotateClient(config(), client, options))
clients
  .command('disable <client>')
  .description('停用 / disable; with --enable the contrary')
  .option('--enable', '重新启用 / enable again')
  .action(async (client: string, options: { enable?: boolean }) => (await import('./clients.ts')).disableClient(config(), client, options))

program
  .command('build')
  .description('构建网页；没有构建时 start 也会 / build the browser pages, which start does too where they are not built')
  .action(async () => void (await (await import('./build.ts')).buildWeb()))

program
  .command('verify')
  .description('核对审计链 / verify the audit chains')
  .action(async () => (await import('./verify.ts')).verify(config()))

program
  .command('backup <file>')
  .description('备份（运行中也可以）/ back up, also while the server runs; - writes to standard output')
  .option('--verify', '只核对备份文件 / only read the file and compare all sums')
  .option('--level <n>', '压缩 1 快 至 9 小 / compression: 1 fast to 9 small', '2')
  .option('--key-file <file>', '用文件中的口令加密，或设 BACKUP_KEY_FILE / encrypt with the passphrase in a file; or set BACKUP_KEY_FILE')
  .action(async (file: string, { verify, ...options }: { verify?: boolean; level: string; keyFile?: string }) => {
    const { backup, verifyFile } = await import('./backup.ts')
    await (verify ? verifyFile(file, options.keyFile) : backup(config(), file, options))
  })

program
  .command('restore <file>')
  .description('恢复到新目录 / restore a backup into a new data folder')
  .requiredOption('--into <dir>', '新的数据目录 / the new data folder')
  .option('--database-url <url>', '恢复到自己的空数据库 / into an empty database of your own')
  .option('--key-file <file>', '备份的口令文件，或设 BACKUP_KEY_FILE / the passphrase of an encrypted backup; or set BACKUP_KEY_FILE')
  .action(async (file: string, options: RestoreOptions) => (await import('./restore.ts')).restore(config(), file, options))

program
  .command('doctor')
  .description('体检：数据目录、数据库、审计、检索 / examine data folder, database, audit and search')
  .option('--fix', '修复可以安全修复的 / mend what can be mended without risk')
  .option('--full', '逐条核对审计和检索 / recompute every audit entry and search row')
  .option('--json')
  .action(async (options: DoctorOptions) => (await import('./doctor.ts')).doctor(config(), options))

program
  .command('perform <kind> <verb> [input]')
  .description('执行操作 / perform an operation as the system: input is JSON')
  .option('--county <code>')
  .option('--id <id>')
  .action(async (kind: string, verb: string, input: string | undefined, options: { county?: string; id?: string }) =>
    (await import('./perform.ts')).performOne(config(), kind, verb, input, options),
  )

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (process.stdout.listenerCount('error') === 1) process.exit(error.code === 'EPIPE' ? 0 : 1) // `| head` closes the pipe; who else listens answers for itself
})

/** What the operator can mend is said in one line; anything else is a bug and keeps its stack. */
function complaint(error: unknown): unknown {
  if (error instanceof Refusal)
    return [error.text, ...error.fields.map((f) => [`${f.path}: ${f.text[0]}`, f.text[1]])].map((t) => t.join(' / ')).join('\n')
  return error instanceof EngineError ||
    error instanceof BackupError ||
    error instanceof VersionError ||
    error instanceof ImportError ||
    error instanceof UsageError
    ? error.message
    : error
}

try {
  await program.parseAsync()
} catch (error) {
  console.error(complaint(error))
  process.exit(1)
}
