import { Button, Input } from 'antd'
import { useSay } from '../../../ui/language.tsx'
import type { Brief, Section } from '../shape.ts'
import { texts } from '../texts.ts'

type Writing = Pick<Brief, 'title' | 'issuer' | 'sections'>
/** Title and sections as they will be printed, each in its own field while it may be written. */
export function Sections({ writing, write }: { writing: Writing; write: ((more: Partial<Writing>) => void) | undefined }) {
  const say = useSay()
  const { title, issuer, sections } = writing
  if (!write)
    return (
      <>
        <h1 className="brief-title">{title}</h1>
        <p className="brief-issuer">{issuer}</p>
        {sections.map(({ key, heading, text }) => (
          <section key={key}>
            <h2>{heading}</h2>
            {text.split('\n').map((line, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same; a line is known by its place
              <p key={i}>{line}</p>
            ))}
          </section>
        ))}
      </>
    )
  const change = (at: number, more: Partial<Section>) =>
    write({ sections: sections.map((one, i) => (i === at ? { ...one, ...more } : one)) })
  return (
    <>
      <Input
        className="brief-title"
        variant="borderless"
        aria-label={say(texts.title)}
        value={title}
        onChange={({ target }) => write({ title: target.value })}
      />
      <Input
        className="brief-issuer"
        variant="borderless"
        aria-label={say(texts.issuer)}
        placeholder={say(texts.issuer)}
        value={issuer}
        onChange={({ target }) => write({ issuer: target.value })}
      />
      {sections.map(({ key, heading, text }, i) => (
        <section key={key}>
          <div className="cw-between">
            <Input
              className="brief-heading"
              variant="borderless"
              aria-label={`${say(texts.heading)} ${i + 1}`}
              value={heading}
              onChange={({ target }) => change(i, { heading: target.value })}
            />
            <Button
              type="text"
              className="cw-no-print"
              aria-label={`${say(texts.removeSection)} ${heading}`}
              title={say(texts.removeSection)}
              onClick={() => write({ sections: sections.filter((_, at) => at !== i) })}
            >
              ✕
            </Button>
          </div>
          <Input.TextArea
            className="brief-text"
            variant="borderless"
            autoSize
            aria-label={`${say(texts.sectionText)} ${heading}`}
            title={say(texts.blankLine)}
            value={text}
            onChange={({ target }) => change(i, { text: target.value })}
          />
        </section>
      ))}
      <Button
        className="cw-no-print"
        type="dashed"
        onClick={() => write({ sections: [...sections, { key: `own-${Date.now()}`, heading: '', text: '' }] })}
      >
        {say(texts.addSection)}
      </Button>
    </>
  )
}
