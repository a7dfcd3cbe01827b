/** The sign of a standing: a shape of its own beside its colour, so that grey paper and weak eyes tell them apart. With a `title` it speaks for itself, else a word stands beside it. */
export function StandingSign({
  status,
  size = 12,
  title,
}: {
  status: 'met' | 'on-way' | 'behind' | 'no-data' | 'left'
  size?: number
  title?: string
}) {
  return (
    <svg
      className={`cw-sign cw-sign-${status}`}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      role="img"
      aria-label={title}
      aria-hidden={!title}
    >
      {title && <title>{title}</title>}
      {status === 'met' && <circle cx="6" cy="6" r="6" />}
      {status === 'met' && <path d="M3 6.2L5.2 8.4L9 4" className="cw-sign-tick" />}
      {status === 'on-way' && <path d="M6 1L12 11L0 11Z" />}
      {status === 'behind' && <path d="M0 1L12 1L6 11Z" />}
      {status === 'no-data' && <circle cx="6" cy="6" r="4.7" className="cw-sign-hollow" />}
      {status === 'left' && <path d="M1 6L11 6" className="cw-sign-line" />}
    </svg>
  )
}
