import { z } from 'zod'

const name = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}+$/u)
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
const silence = z
  .strictObject({
    /** Working hours without a new row that raise the alarm. */
    hours: z.number().positive().max(10_000),
    from: clock.default('00:00'),
    to: clock.default('24:00'),
    /** Working days, Monday is 1. */
    days: z.array(z.int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5, 6, 7]),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: '应晚于 from | Must be later than from' })
const zone = z.string().refine(
  (text) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }))
    } catch {
      return false
    }
  },
  { message: '没有这个时区，例如 Asia/Shanghai | No such time zone; for example Asia/Shanghai' },
)

/** One hospital view that is read now and then: what the deployer writes into `DATA/feeds/NAME.json`. The file's name is the feed's. */
export const Feed = z
  .strictObject({
    county: z.int().min(100_000).max(999_999),
    driver: z.enum(['mysql', 'postgres', 'sqlserver', 'oracle']),
    host: name,
    /** The driver's own when absent. */
    port: z.int().min(1).max(65_535).optional(),
    /** With Oracle the service name. */
    database: name,
    user: name,
    /** Where the password is, never the password. */
    password: z.union([z.strictObject({ env: z.string().regex(/^[A-Za-z_]\w*$/) }), z.strictObject({ file: name })]),
    /** true: encrypted, the certificate checked against Node's authorities; or against those in a PEM file. */
    tls: z.union([z.boolean(), z.strictObject({ ca: name })]).default(false),
    /** Read-only view, `schema.view` where needed; or instead a SELECT. */
    view: name.optional(),
    select: z
      .string()
      .min(1)
      .max(20_000)
      .regex(/^[^;\0]*$/)
      .optional(),
    kind: name,
    /** Column of the view → column of the file kind. */
    mapping: z.record(name, name),
    watermark: z.strictObject({
      column: name,
      type: z.enum(['time', 'number']),
      /** What is read again each time, in seconds or as a count of numbers, so that rows whose transaction ends late are not lost. */
      overlap: z.int().min(0).max(100_000_000).default(600),
    }),
    /** The columns that together name a row. */
    key: z.union([name.transform((one) => [one]), z.array(name).min(1).max(5)]),
    /** Seconds between two polls. */
    every: z.int().min(5).max(86_400).default(60),
    silence: silence.optional(),
    /** Rows a query asks for. */
    batch: z.int().min(10).max(20_000).default(2000),
    /** Seconds a query may take. */
    timeout: z.int().min(1).max(3600).default(60),
    /** What the view's times without a zone mean. */
    timeZone: zone.default('Asia/Shanghai'),
    /** MySQL only: the columns hold GBK/GB18030 bytes under another character set's name. */
    encoding: z.literal('gb18030').optional(),
  })
  .refine(({ view, select }) => (view === undefined) !== (select === undefined), {
    path: ['view'],
    message: 'view 和 select 写一个且只写一个 | Give either view or select',
  })
  .refine(({ encoding, driver }) => !encoding || driver === 'mysql', {
    path: ['encoding'],
    message: '只用于 mysql | For mysql only',
  })
  .refine(({ timeZone, driver }) => timeZone === 'Asia/Shanghai' || driver === 'mysql' || driver === 'postgres', {
    path: ['timeZone'],
    message: '这种数据库只支持 Asia/Shanghai，请在视图中换算 | Only Asia/Shanghai with this database: convert in the view',
  })
export type Feed = z.output<typeof Feed> & { name: string }
export type Silence = z.output<typeof silence>
export type DriverName = Feed['driver']
