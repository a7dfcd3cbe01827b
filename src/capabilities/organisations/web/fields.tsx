import { Input } from 'antd'
import { Combo } from '../../../ui/Combo.tsx'
import type { Field } from '../../../ui/FieldControl.tsx'
import { today } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { texts } from '../texts.ts'
import { fits, isClosed } from './lines.ts'
import { type Node, useInitials, useNodes, usePosts } from './queries.ts'

type Item = { id: string; name: string; note: string }
const most = 30

/** Organisations that are open, found by name, initials or code. */
function useFindOrganizations(among: (node: Node) => boolean) {
  const { data: nodes = [] } = useNodes()
  const initials = useInitials(true)
  const names = new Map(nodes.map((n) => [n.id, n.name]))
  const itemOf = (n: Node): Item => ({ id: n.id, name: n.name, note: (n.parent && names.get(n.parent)) || (n.code ?? '') })
  const day = today()
  return {
    nameOf: (id: string) => names.get(id) ?? id,
    find: (q: string) =>
      nodes
        .filter((n) => among(n) && !isClosed(n, day) && fits(n, q, initials))
        .sort((a, b) => a.name.length - b.name.length) // 槐树乡卫生院 before the clinics of 槐树乡
        .slice(0, most)
        .map(itemOf),
  }
}

const show = ({ name, note }: Item) => (
  <>
    {name} <span className="cw-muted">{note}</span>
  </>
)
const combo = { keyOf: (i: Item) => i.id, nameOf: (i: Item) => i.name, show, patience: 0 }

/** One organisation. */
export function OrganizationField({ id, value, onChange, among = () => true }: Field & { among?: (node: Node) => boolean }) {
  const say = useSay()
  const { find, nameOf } = useFindOrganizations(among)
  return (
    <Combo
      {...combo}
      {...(id ? { id } : {})}
      keep
      label={say(texts.organization)}
      placeholder={say(texts.search)}
      value={typeof value === 'string' ? nameOf(value) : ''}
      find={find}
      onPick={(item) => onChange?.(item.id)}
    />
  )
}

/** Several chosen things, each of which can be taken away. */
function Chosen({ items, drop }: { items: readonly { id: string; name: string }[]; drop: (id: string) => void }) {
  const say = useSay()
  return (
    <ul className="org-chosen">
      {items.map(({ id, name }) => (
        <li key={id}>
          {name}
          <button type="button" className="cw-plain" aria-label={`${say(texts.remove)} ${name}`} onClick={() => drop(id)}>
            ×
          </button>
        </li>
      ))}
    </ul>
  )
}
const listOf = (value: unknown) => (Array.isArray(value) ? (value as string[]) : [])

/** Several organisations. */
export function OrganizationsField({ id, value, onChange }: Field) {
  const say = useSay()
  const { find, nameOf } = useFindOrganizations(() => true)
  const chosen = listOf(value)
  return (
    <>
      <Chosen items={chosen.map((one) => ({ id: one, name: nameOf(one) }))} drop={(one) => onChange?.(chosen.filter((c) => c !== one))} />
      <Combo
        {...combo}
        {...(id ? { id } : {})}
        label={say(texts.successors)}
        placeholder={say(texts.search)}
        find={find}
        onPick={(item) => onChange?.([...new Set([...chosen, item.id])])}
      />
    </>
  )
}

/** People with an open post at an organisation or below it, each once. */
export function usePeople(org: string | undefined): Item[] {
  const { data: posts = [] } = usePosts(org)
  const open = posts.filter((p) => p.state === 'active')
  return [
    ...new Map(
      open.map((p) => [p.practitioner, { id: p.practitioner, name: p.name, note: p.department_name || p.org_name || '' }]),
    ).values(),
  ]
}

/** People of an organisation; one with `single`. */
export function PeopleField({ id, value, onChange, org, single = false }: Field & { org: string | undefined; single?: boolean }) {
  const say = useSay()
  const people = usePeople(org)
  const initials = useInitials(true)
  const nameOf = (one: string) => people.find((p) => p.id === one)?.name ?? one
  const chosen = single ? [] : listOf(value)
  const find = (q: string) => people.filter((p) => p.name.includes(q) || initials(p.name).includes(q.toLowerCase())).slice(0, most)
  return (
    <>
      {!single && (
        <Chosen items={chosen.map((one) => ({ id: one, name: nameOf(one) }))} drop={(one) => onChange?.(chosen.filter((c) => c !== one))} />
      )}
      <Combo
        {...combo}
        {...(id ? { id } : {})}
        {...(single ? { keep: true, value: typeof value === 'string' ? nameOf(value) : '' } : {})}
        label={say(texts.practitioner)}
        placeholder={say(texts.personName)}
        find={find}
        onPick={(item) => onChange?.(single ? item.id : [...new Set([...chosen, item.id])])}
      />
    </>
  )
}

type Village = { code: string; name: string }
/** Villages, one a line: code, space, name. */
export function VillagesField({ id, value, onChange }: Field) {
  const villages = Array.isArray(value) ? (value as Village[]) : []
  const read = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .flatMap(([code, ...name]): Village[] => (code ? [{ code, name: name.join(' ') }] : []))
  return (
    <Input.TextArea
      {...(id ? { id } : {})}
      autoSize={{ minRows: 3, maxRows: 12 }}
      defaultValue={villages.map((v) => `${v.code} ${v.name}`).join('\n')}
      onChange={({ target }) => onChange?.(read(target.value))}
    />
  )
}
