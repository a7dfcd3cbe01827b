import { Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import type { OrganizationRow } from '../../../ui/contract.ts'
import { today } from '../../../ui/formats.ts'
import { meant } from '../../../ui/initials.ts'
import { useLanguage, useSay } from '../../../ui/language.tsx'
import { Empty } from '../../../ui/States.tsx'
import { classOf, type InstitutionClass } from '../key-numbers.ts'
import { texts } from '../texts.ts'

const classes = ['hospital', 'centre', 'clinic', 'other'] as const satisfies readonly InstitutionClass[]

/** All institutions of the county by class, clinics below their centre; found by name or initials. */
export function InstitutionChoice({ organizations }: { organizations: readonly (OrganizationRow & { to?: string })[] }) {
  const say = useSay()
  const { language } = useLanguage()
  const [typed, setTyped] = useState('')
  const search = useRef<InputRef>(null)
  useEffect(() => search.current?.focus(), [])
  const day = today()
  const parents = new Map(organizations.map((one) => [one.id, one]))
  const inCounty = (one: OrganizationRow) => {
    for (let at = parents.get(one.parent ?? ''); at; at = parents.get(at.parent ?? ''))
      if (at.level === 'county' || at.level === 'group') return true
    return false
  }
  const nameOf = (one: OrganizationRow) => (language === 'en' && one.nameEn) || one.name
  const shown = organizations
    .filter(
      (one) =>
        one.level === 'institution' && one.type && (one.to ?? day) >= day && inCounty(one) && (!typed.trim() || meant(one.name, typed)),
    )
    .sort((a, b) => (a.township ?? '').localeCompare(b.township ?? '') || a.id.localeCompare(b.id))
  return (
    <div className="board">
      <h1>{say(texts.choose)}</h1>
      <Input
        ref={search}
        type="search"
        className="board-find"
        value={typed}
        aria-label={say(texts.find)}
        placeholder={say(texts.find)}
        onChange={({ target }) => setTyped(target.value)}
      />
      {shown.length === 0 && <Empty title={texts.noneFound} help={texts.noneFoundHelp} />}
      {classes.map((kind) => {
        const some = shown.filter(({ type }) => classOf(type) === kind)
        return some.length === 0 ? null : (
          <section key={kind}>
            <h2>
              {say(texts[kind])} <span className="cw-muted cw-small">{some.length}</span>
            </h2>
            <ul className="board-choice">
              {some.map((one) => (
                <li key={one.id}>
                  <Link to={`/institutions/${one.id}`}>{nameOf(one)}</Link>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
