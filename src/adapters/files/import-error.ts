import { say, type Text } from '../../kernel/grammar/texts.ts'

/** A file as a whole cannot be taken: why, and how to mend it. `text` is for people, the message (both languages) for logs and the command line. */
export class ImportError extends Error {
  readonly text: Text
  constructor(text: Text, values: Readonly<Record<string, string | number>> = {}) {
    const said = [say(text, 'zh', values), say(text, 'en', values)] as const
    super(said.join(' / '))
    this.name = 'ImportError'
    this.text = said
  }
}
