import type { ReactNode } from 'react'

/** A table wider or longer than its place: it scrolls by itself, by keyboard too. */
export function TableBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section className="cw-table-box" tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
