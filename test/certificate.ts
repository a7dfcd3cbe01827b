import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const program: string = 'openssl' // of the machine: Node itself makes no certificates

/** A self-signed certificate of that name with its key, as files of the folder. */
export function certificate(folder: string, name: string, days = 2): { cert: string; key: string } {
  const files = { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) }
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', `/CN=${name}`, '-days', String(days)]
  execFileSync(program, ['req', '-x509', ...kind, '-keyout', files.key, '-out', files.cert], { stdio: 'ignore' })
  return files
}
