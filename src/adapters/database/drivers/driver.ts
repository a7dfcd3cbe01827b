/** How a hospital's database is reached. `tls.ca` is PEM text here. */
export type Access = {
  host: string
  port: number
  database: string
  user: string
  password: string
  tls: boolean | { ca: string }
  /** Seconds a statement may take on the server. */
  timeout: number
  encoding?: 'gb18030' | undefined
}

/** `local`: a time without a zone; `instant`: one that the driver has already put into Asia/Shanghai. */
export type SourceColumn = { name: string; time?: 'local' | 'instant' }
/** Every cell as text, as exact as the database has it. */
export type Answer = { columns: readonly SourceColumn[]; rows: readonly (readonly (string | null)[])[] }

/** One connection, set to read only, with a limit on how long a statement may take. */
export type Session = {
  version: string
  /** Rejects with the client's own error, which has a `code`. */
  query(sql: string, values: readonly (string | bigint)[]): Promise<Answer>
  /** Never rejects. */
  close(): Promise<void>
}

/** How the databases' SQL differs, as far as a poll uses it. */
export type Dialect = {
  quote(name: string): string
  /** The nth parameter, from 1. */
  place(n: number): string
  /** A column as text, where the client would lose digits. */
  asText(column: string): string
  limited(select: string, from: string, rows: number): string
}

export type Driver = {
  port: number
  /** Run against a real server by this project's tests. */
  proven: boolean
  dialect: Dialect
  open(access: Access): Promise<Session>
}

/** The driver's package is not part of Countywide and was not installed beside it. */
export class DriverMissing extends Error {
  readonly code = 'DRIVER_MISSING'
  readonly install: string
  constructor(install: string) {
    super(`npm install --no-save ${install}`)
    this.install = install
  }
}

/** Loads a package that the deployer adds where it is needed. @throws DriverMissing */
export async function addedPackage<T>(name: string, install: string): Promise<T> {
  try {
    return (await import(name)) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') throw new DriverMissing(install)
    throw error
  }
}
