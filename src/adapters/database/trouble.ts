import type { Text } from '../../kernel/grammar/texts.ts'
import { DriverMissing } from './drivers/driver.ts'

/** Something about the hospital's side that the operator can mend. Never holds a password or a value from the view. */
export class SourceError extends Error {
  readonly rule: string
  readonly text: Text
  constructor(rule: string, text: Text) {
    super(text.join(' / '))
    this.rule = rule
    this.text = text
  }
}

const words: Readonly<Record<string, Text>> = {
  login: ['登录被拒绝，请核对用户名和密码', 'Signing in was refused: check user and password'],
  unreachable: ['连不上数据库服务器，请核对地址、端口和防火墙', 'The database server cannot be reached: check host, port and firewall'],
  database: ['没有这个数据库，或无权使用', 'No such database, or no right to use it'],
  view: ['没有这个视图', 'No such view'],
  column: ['视图缺少某个列，请核对 mapping、watermark 和 key', 'The view lacks a column: check mapping, watermark and key'],
  right: ['没有查询这个视图的权限', 'No right to read the view'],
  slow: [
    '查询超时：请给水位列建索引，或加大 timeout、减小 batch',
    'The query took too long: index the watermark column, or raise timeout or lower batch',
  ],
  lost: ['连接中断', 'The connection was lost'],
  tls: ['加密连接失败，请核对 tls', 'The encrypted connection failed: check tls'],
  busy: ['对方数据库繁忙（连接数已满或正在启动）', 'The database is busy: too many connections, or starting'],
}
/** Codes of mysql2, PostgreSQL, tedious, oracledb and Node's sockets; E1969 is MariaDB's limit of a statement. */
const codes: readonly (readonly [keyof typeof words, RegExp])[] = [
  [
    'login',
    /^(ER_ACCESS_DENIED_ERROR|28P01|28000|ELOGIN|ORA-01017|ORA-28000|ER_ACCESS_DENIED_NO_PASSWORD_ERROR|ER_MUST_CHANGE_PASSWORD_LOGIN)$/,
  ],
  ['database', /^(ER_BAD_DB_ERROR|ER_DBACCESS_DENIED_ERROR|3D000|NJS-518|ORA-12514|ORA-12505)$/],
  ['unreachable', /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|CONNECT_TIMEOUT|ESOCKET|NJS-5\d\d|ORA-12\d{3})$/],
  ['view', /^(ER_NO_SUCH_TABLE|42P01|ER_VIEW_INVALID|ORA-00942)$/],
  ['column', /^(ER_BAD_FIELD_ERROR|42703|ORA-00904)$/],
  ['right', /^(ER_TABLEACCESS_DENIED_ERROR|ER_COLUMNACCESS_DENIED_ERROR|42501|ORA-01031)$/],
  ['slow', /^(ER_STATEMENT_TIMEOUT|ER_QUERY_TIMEOUT|E1969|57014|FEED_TIMEOUT|ETIMEOUT|NJS-123|ORA-01013)$/],
  ['lost', /^(PROTOCOL_CONNECTION_LOST|ECONNRESET|EPIPE|CONNECTION_(CLOSED|ENDED|DESTROYED)|57P0[1245]|ER_CONNECTION_KILLED|ORA-03113)$/],
  [
    'tls',
    /^(HANDSHAKE_SSL_ERROR|HANDSHAKE_NO_SSL_SUPPORT|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_HAS_EXPIRED)/,
  ],
  ['busy', /^(ER_CON_COUNT_ERROR|ER_TOO_MANY_USER_CONNECTIONS|ER_SERVER_SHUTDOWN|53300|57P03|ORA-00020|ORA-01033)$/],
]

/**
 * What went wrong at the hospital's side, in words. The client's own message is not kept: it may quote a value of a row. An unknown code is shown as it is.
 */
export function sourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error
  if (error instanceof DriverMissing)
    return new SourceError('driver', [
      `这种数据库的驱动没有随程序安装，请在程序目录执行 npm install --no-save ${error.install}`,
      `The driver of this database does not come with the program: run npm install --no-save ${error.install} in its folder`,
    ])
  const code = codeOf(error)
  const found = codes.find(([, pattern]) => pattern.test(code))
  if (found) return new SourceError(found[0], words[found[0]]!.map((text) => `${text} (${code})`) as unknown as Text)
  return new SourceError('source', [`数据库报错 ${code}`, `The database answered error ${code}`])
}

/** The code of a client's error; of several that were tried (IPv6, IPv4) the first. */
function codeOf(error: unknown): string {
  const { code, errno, errors, fatal } = (error ?? {}) as { code?: unknown; errno?: unknown; errors?: readonly unknown[]; fatal?: unknown }
  if (typeof code === 'string' && code) return code
  if (typeof errno === 'number') return `E${errno}` // one that MariaDB has and mysql2 no name for
  if (fatal === true) return 'PROTOCOL_CONNECTION_LOST' // mysql2 asked of a connection that has just gone, without a code
  return errors?.length ? codeOf(errors[0]) : error instanceof Error ? error.name : 'unknown'
}

/** Rejects when a database that is gone without a word never answers. */
export async function within<T>(seconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('no answer'), { code: 'FEED_TIMEOUT' })), seconds * 1000)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
