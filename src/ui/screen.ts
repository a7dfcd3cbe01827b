import { useSyncExternalStore } from 'react'

/** How much room there is: a phone below 600 px, a tablet (also lying, 1024 px) below 1100 px, a desk from there on. narrow.css and its like have the same bounds. */
export type Screen = 'phone' | 'tablet' | 'desk'

// `screen`, or a sheet of A4 in the printer would be taken for a tablet.
const phone = matcher('screen and (max-width: 599.98px)')
const narrow = matcher('screen and (max-width: 1099.98px)')
function matcher(query: string): MediaQueryList | undefined {
  return globalThis.matchMedia?.(query)
}

const watch = (change: () => void) => {
  for (const query of [phone, narrow]) query?.addEventListener('change', change)
  return () => {
    for (const query of [phone, narrow]) query?.removeEventListener('change', change)
  }
}
const look = (): Screen => (phone?.matches ? 'phone' : narrow?.matches ? 'tablet' : 'desk')

/** The room there is now; follows a turned tablet. Outside a browser, a desk. */
export const useScreen = (): Screen => useSyncExternalStore(watch, look, () => 'desk')
/** Whether the shell folds its menu away and everything stands in one column, at 16 px. */
export const useNarrow = (): boolean => useScreen() !== 'desk'
