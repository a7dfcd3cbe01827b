import { Modal } from 'antd'
import type { ListColumn } from '../../kernel/grammar/view.ts'
import type { Row } from '../contract.ts'
import { useSay } from '../language.tsx'
import type { States } from '../StateBadge.tsx'
import { Cell } from './cells.tsx'

/** Every column of a row that opens onto nothing else: what its card had no room for. */
export function Whole(props: { title: string; row: Row; columns: readonly ListColumn[]; states?: States; close: () => void }) {
  const { title, row, columns, states, close } = props
  const say = useSay()
  return (
    <Modal open title={title} footer={null} onCancel={close}>
      <dl className="cw-whole">
        {columns.map((column) => (
          <div key={column.name}>
            <dt>{say(column.text)}</dt>
            <dd>
              <Cell value={row[column.name]} column={column} {...(states ? { states } : {})} />
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
