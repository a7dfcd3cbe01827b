/** What kind of thing went wrong: for callers that react, tests and `countywide doctor`. */
export type EngineFault =
  | 'in-use' // another countywide owns the data folder
  | 'platform' // no PostgreSQL binaries that run here
  | 'account' // root, and no unprivileged account to run the server under
  | 'permission' // a folder belongs to, or is closed to, somebody else
  | 'major' // the cluster was made by another PostgreSQL major
  | 'missing' // the cluster that the data folder points to is gone
  | 'disk-full'
  | 'port-taken'
  | 'password' // the server refuses the password in pg-password
  | 'initdb'
  | 'start'
  | 'unreachable' // the server of DATABASE_URL does not answer
  | 'version' // the server of DATABASE_URL is not PostgreSQL 15–18

/** An engine that cannot be had: the message says what, where and how to mend it, in Chinese, then in English. */
export class EngineError extends Error {
  readonly fault: EngineFault
  constructor(fault: EngineFault, chinese: string, english: string, cause?: unknown) {
    super(`${chinese} / ${english}`, cause === undefined ? undefined : { cause })
    this.name = 'EngineError'
    this.fault = fault
  }
}

/** The code that Node or PostgreSQL put on an error (`ENOENT`, `28P01` …), or ''. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Whether PostgreSQL complains of a full disk; a short write it tells in words of its own. */
export const saysDiskFull = (said: string): boolean => /No space left on device|Disk quota exceeded|wrote only \d+ of/.test(said)

export const diskFull = (folder: string, said: string): EngineError =>
  new EngineError('disk-full', `磁盘已满：${folder}；请腾出空间后重新启动`, `the disk is full: ${folder}; make room and start again`, said)
