import { type ReactNode, useId } from 'react'

/** A field outside a form of one verb: its label, itself, and what is wrong with it, or else a help. */
export function Labelled(props: { text: string; help?: string; wrong?: string | undefined; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="plan-labelled">
      <label htmlFor={id}>{props.text}</label>
      {props.children(id)}
      {props.wrong ? (
        <span className="cw-bad cw-small" role="alert">
          {props.wrong}
        </span>
      ) : (
        props.help && <span className="cw-muted cw-small">{props.help}</span>
      )}
    </div>
  )
}
