/** What one look found: in plain words, in Chinese and English, and how to mend it. `fix` mends it without risk to any data. */
export type Finding = {
  check: string
  state: 'ok' | 'warn' | 'wrong'
  text: readonly [zh: string, en: string]
  mend?: readonly [zh: string, en: string]
  fix?: () => Promise<void>
}

export const finding = (
  check: string,
  state: Finding['state'],
  text: Finding['text'],
  more: Pick<Finding, 'mend' | 'fix'> = {},
): Finding => ({
  check,
  state,
  text,
  ...more,
})
