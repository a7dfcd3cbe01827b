import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const apps = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']
const executable = (path: string) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The Chromium of this machine: `CHROMIUM_PATH` and nothing else where that is set, else the usual names on the PATH and in the usual places. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env['CHROMIUM_PATH']) return executable(env['CHROMIUM_PATH']) ? env['CHROMIUM_PATH'] : undefined
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']
  const windows = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)']].flatMap((f) =>
    f ? [join(f, 'Google/Chrome/Application/chrome.exe')] : [],
  )
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...apps, ...windows].find(executable)
}
