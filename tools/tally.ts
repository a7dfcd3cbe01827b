export type Sum = { passed: number; failed: number; skipped: number }
type Assertion = { status: string; fullName?: string; failureMessages?: readonly string[] }
type File = { name?: string; status: string; message?: string; assertionResults: readonly Assertion[] }
export type Report = { testResults: readonly File[] }

/**
 * What a vitest JSON report amounts to. A file that did not load counts as one failure, and so does a run that ended badly without naming a failed
 * test (an unhandled error, a crash before the report was written).
 */
export function tally(report: Report | undefined, exitCode: number): Sum {
  const files = report?.testResults ?? []
  const tests = files.flatMap((file) => file.assertionResults)
  const count = (status: string) => tests.filter((test) => test.status === status).length
  const broken = files.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length
  const [passed, failed] = [count('passed'), count('failed')]
  return { passed, failed: failed + broken || (exitCode ? 1 : 0), skipped: tests.length - passed - failed }
}

/** What failed, a line each: the file, the test, how the reason begins. For the end of a long log, where readers look first. */
export function failures(report: Report | undefined): string[] {
  const line = (file: File, test: string, reason = '') => [file.name ?? '', test, reason.trim().slice(0, 400)].filter(Boolean).join(' › ')
  return (report?.testResults ?? []).flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    if (failed.length) return failed.map(({ fullName = '', failureMessages = [] }) => line(file, fullName, failureMessages[0]))
    return file.status === 'failed' ? [line(file, '', file.message)] : []
  })
}

export const total = (sums: readonly Sum[]): Sum =>
  sums.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed, skipped: all.skipped + one.skipped }), {
    passed: 0,
    failed: 0,
    skipped: 0,
  })
