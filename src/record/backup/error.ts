/** A backup that cannot be made, read or put back: what is wrong and how to mend it, in Chinese, then in English. */
export class BackupError extends Error {
  constructor(chinese: string, english: string, cause?: unknown) {
    super(`${chinese} / ${english}`, cause === undefined ? undefined : { cause })
    this.name = 'BackupError'
  }
}

export const damaged = (where: string, cause?: unknown): BackupError =>
  new BackupError(
    `备份文件已损坏或不完整（${where}），没有写入任何内容；请换另一份备份`,
    `the backup is damaged or cut short (${where}); nothing was written: use another one`,
    cause,
  )
