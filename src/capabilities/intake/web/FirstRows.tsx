import { useSay } from '../../../ui/language.tsx'
import { TableBox } from '../../../ui/TableBox.tsx'
import type { Preview } from '../contract.ts'
import { texts } from '../texts.ts'

/** The first rows as they stand in the file; what would be refused says why. */
export function FirstRows({ preview: { header, rows, mapping } }: { preview: Preview }) {
  const say = useSay()
  if (rows.length === 0) return null
  const heads = header.length ? header : ['JSON']
  const columnOf = new Map(Object.entries(mapping).map(([column, name]) => [name, column]))
  return (
    <TableBox label={say(texts.firstRows, { n: rows.length })}>
      <table className="cw-table">
        <thead>
          <tr>
            <th scope="col" className="cw-number">
              {say(texts.line)}
            </th>
            <th scope="col">{say(texts.reason)}</th>
            {heads.map((name, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a header may stand twice
              <th key={i} scope="col">
                {name.slice(0, 80)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, cells, problems }) => (
            <tr key={line} {...(problems.length ? { className: 'cw-row-bad' } : {})}>
              <td className="cw-number">{line}</td>
              <td>{problems.map((p) => `${p.column ? `${p.column}：` : ''}${say(p.message)}`).join('；')}</td>
              {heads.map((name, i) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: a header may stand twice
                  key={i}
                  {...(problems.some((p) => p.column === (columnOf.get(name) ?? name)) ? { className: 'cw-cell-bad' } : {})}
                >
                  {(cells[i] ?? '').slice(0, 80)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}
