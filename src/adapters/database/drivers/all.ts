import type { DriverName } from '../feed.ts'
import type { Driver } from './driver.ts'
import { mysql } from './mysql.ts'
import { oracle } from './oracle.ts'
import { postgres } from './postgres.ts'
import { sqlserver } from './sqlserver.ts'

/** The databases that can be read. */
export const drivers: Readonly<Record<DriverName, Driver>> = { mysql, postgres, sqlserver, oracle }
