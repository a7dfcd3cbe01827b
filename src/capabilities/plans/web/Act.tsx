import { Drawer } from 'antd'
import { useSay } from '../../../ui/language.tsx'
import { useNarrow } from '../../../ui/screen.ts'
import type { TargetAnswer } from '../contract.ts'
import type { Evidence, Statement } from '../shape.ts'
import { webTexts as words } from '../web-texts.ts'
import { AmendForm } from './AmendForm.tsx'
import { StateForm } from './StateForm.tsx'
import { AttachForm, WithdrawEvidenceForm, WithdrawForm } from './StatementForms.tsx'

/** What is being done to a target, or to one of its statements. */
export type Acting =
  | { verb: 'state'; unit?: string }
  | { verb: 'amend' }
  | { verb: 'withdraw' | 'attach'; statement: Statement }
  | { verb: 'withdrawEvidence'; statement: Statement; evidence: Evidence }

/** The form of what is being done, beside the page. */
export function Act({ answer, acting, leave }: { answer: TargetAnswer; acting: Acting; leave: () => void }) {
  const say = useSay()
  const narrow = useNarrow()
  const name = say(answer.target.text)
  const title = {
    state: say(words.stateTitle, { name }),
    amend: say(words.amendTitle, { name }),
    withdraw: say(words.withdraw),
    attach: say(words.attach),
    withdrawEvidence: acting.verb === 'withdrawEvidence' ? say(words.withdrawOf, { name: acting.evidence.name }) : '',
  }[acting.verb]
  return (
    <Drawer open onClose={leave} size={narrow ? '100%' : 560} title={title} destroyOnHidden>
      {acting.verb === 'state' && <StateForm answer={answer} {...(acting.unit ? { unit: acting.unit } : {})} leave={leave} />}
      {acting.verb === 'amend' && <AmendForm answer={answer} leave={leave} />}
      {acting.verb === 'withdraw' && <WithdrawForm statement={acting.statement} leave={leave} />}
      {acting.verb === 'attach' && <AttachForm statement={acting.statement} leave={leave} />}
      {acting.verb === 'withdrawEvidence' && <WithdrawEvidenceForm statement={acting.statement} evidence={acting.evidence} leave={leave} />}
    </Drawer>
  )
}
