import { Choice } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { ImportKind, Preview } from '../contract.ts'
import { texts } from '../texts.ts'

/** Columns that are named one by one, and letters of a header that are shown. */
const most = 12
const short = (name: string) => (name.length > 24 ? `${name.slice(0, 23)}…` : name)

type Mapping = Readonly<Record<string, string>>

/** Which column of the file means what: proposed, and changed by hand. What was only guessed from the values asks to be looked at. */
export function ColumnMapping({ kind, preview, onChange }: { kind: ImportKind; preview: Preview; onChange: (mapping: Mapping) => void }) {
  const say = useSay()
  const { header, mapping, proposals, rows, unknown } = preview
  const sampleOf = (name: string | undefined) =>
    name === undefined ? '' : (rows.map(({ cells }) => cells[header.indexOf(name)]).find(Boolean) ?? '')
  const set = (column: string, name: string | undefined) => {
    const { [column]: _, ...others } = mapping
    onChange(name ? { ...others, [column]: name } : others)
  }
  const ignored = (names: readonly string[]) => {
    const columns = names.slice(0, most).map(short).join('、')
    return names.length > most ? say(texts.ignoredMany, { n: names.length, columns }) : say(texts.ignored, { columns })
  }
  // what is there or must be, first; a form of 300 columns is then short
  const shown = [...kind.columns].sort((a, b) => Number(placeOf(b.name)) - Number(placeOf(a.name)))
  function placeOf(name: string) {
    return name in mapping || (kind.columns.find((c) => c.name === name)?.required ?? false)
  }
  return (
    <details open className="cw-gap">
      <summary>
        <strong>{say(texts.mapping)}</strong>
        {unknown.length > 0 && <span className="cw-muted"> {ignored(unknown)}</span>}
      </summary>
      <div className="cw-table-box">
        <table className="cw-table cw-mapping">
          <thead>
            <tr>
              <th scope="col">{say(texts.column)}</th>
              <th scope="col">{say(texts.inFile)}</th>
              <th scope="col">{say(texts.sample)}</th>
              <th scope="col">{say(texts.how)}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((column) => {
              const proposal = proposals.find((p) => p.column === column.name)
              const name = mapping[column.name]
              return (
                <tr key={column.name} {...(column.required && !name ? { className: 'cw-row-bad' } : {})}>
                  <th scope="row" title={say(column.text)}>
                    {column.name} {column.required && <span className="cw-muted">{say(texts.required)}</span>}
                  </th>
                  <td>
                    <Choice
                      label={column.name}
                      value={name}
                      clearable
                      hint={say(texts.notInFile)}
                      options={header.filter(Boolean).map((h) => ({ value: h, label: short(h) }))}
                      onChange={(chosen) => set(column.name, chosen)}
                    />
                  </td>
                  <td>{sampleOf(name)}</td>
                  <td>
                    {name && (proposal ? say(texts[proposal.how]) : say(texts.chosen))}
                    {name && proposal && !proposal.sure && <span className="cw-sure-no"> {say(texts.check)}</span>}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </details>
  )
}
