import type { States } from '../../../ui/StateBadge.tsx'
import { texts } from '../texts.ts'

export const batchStates: States = {
  preview: { text: texts.preview },
  queued: { text: texts.queued, colour: 'blue' },
  running: { text: texts.running, colour: 'blue' },
  paused: { text: texts.paused, colour: 'orange' },
  done: { text: texts.done, colour: 'green' },
  failed: { text: texts.failed, colour: 'red' },
  cancelled: { text: texts.cancelled },
  undoing: { text: texts.undoing, colour: 'orange' },
  undone: { text: texts.undone },
}
