/** `npm run check`: types, style, floors and dead code, side by side; the output of what failed, then one line each. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (path, ...args) => [process.execPath, [`node_modules/${path}`, ...args]]
const checks = {
  'tsc (types)': bin('typescript/bin/tsc', '-p', '.', '--pretty', 'false'),
  'biome (style)': bin('@biomejs/biome/bin/biome', 'check', '.', '--max-diagnostics=50'),
  'dependency-cruiser (floors)': [process.execPath, ['--import', 'tsx', 'tools/floors.ts']],
  'knip (dead code)': bin('knip/bin/knip.js', '--no-progress'),
}

/** One tool, its output kept until it ends, so that two do not mix. */
function run([name, [command, args]]) {
  const began = Date.now()
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  return new Promise((done) =>
    child.on('close', (code) => done({ name, ok: code === 0, said, seconds: ((Date.now() - began) / 1000).toFixed(1) })),
  )
}

const results = await Promise.all(Object.entries(checks).map(run))
for (const { name, said } of results.filter((result) => !result.ok)) console.log(`\n--- ${name}\n${said}`)
for (const { name, ok, seconds } of results) console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} ${seconds} s`)
process.exitCode = results.every((result) => result.ok) ? 0 : 1
