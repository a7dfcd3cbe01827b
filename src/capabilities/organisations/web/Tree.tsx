// biome-ignore-all lint/a11y/useSemanticElements: the WAI-ARIA tree pattern has no HTML element
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { today } from '../../../ui/formats.ts'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import { Empty } from '../../../ui/States.tsx'
import { texts as words } from '../../../ui/texts.ts'
import { texts } from '../texts.ts'
import { isClosed, type Line } from './lines.ts'

/** The WAI-ARIA tree pattern with one tab stop: up and down move, right and left unfold and fold. */
export function Tree({
  lines,
  chosen,
  choose,
  fold,
}: {
  lines: readonly Line[]
  chosen: string | undefined
  choose: (id: string) => void
  fold: (id: string) => void
}) {
  const say = useSay()
  const { language } = useLanguage()
  const current = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the chosen line
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const at = lines.findIndex(({ node }) => node.id === chosen)
  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[at]
    const next = event.key === 'ArrowDown' ? lines[at + 1] : event.key === 'ArrowUp' ? lines[Math.max(0, at - 1)] : undefined
    if (next) choose(next.node.id)
    else if (line && line.children > 0 && event.key === (line.open ? 'ArrowLeft' : 'ArrowRight')) fold(line.node.id)
    else if (line?.node.parent && event.key === 'ArrowLeft') choose(line.node.parent)
    else return
    event.preventDefault()
  }
  if (lines.length === 0) return <Empty title={words.foundNone} />
  const day = today()
  return (
    <div className="org-tree" role="tree" tabIndex={0} aria-label={say(texts.organizations)} onKeyDown={onKeyDown}>
      {lines.map(({ node, depth, children, open }) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the tree itself handles the keys
        <div
          key={node.id}
          ref={node.id === chosen ? current : null}
          role="treeitem"
          tabIndex={-1}
          aria-level={depth + 1}
          aria-selected={node.id === chosen}
          {...(children > 0 ? { 'aria-expanded': open } : {})}
          style={{ paddingLeft: depth * 16 }}
          onClick={() => choose(node.id)}
        >
          <span
            className="org-fold"
            aria-hidden
            onClick={(event) => {
              event.stopPropagation()
              if (children > 0) fold(node.id)
            }}
          >
            {children === 0 ? '' : open ? '▾' : '▸'}
          </span>
          <span className={isClosed(node, day) ? 'org-closed' : ''}>{(language === 'en' && node.nameEn) || node.name}</span>
        </div>
      ))}
    </div>
  )
}
