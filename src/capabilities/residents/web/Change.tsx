import type { Resident } from '../../../patterns/patient/shape.ts'
import { ResidentForm } from '../../../patterns/patient/web/ResidentForm.tsx'
import type { OpenedCase } from '../../../ui/contract.ts'
import { useSay } from '../../../ui/language.tsx'
import { OperationForm } from '../../../ui/OperationForm.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import { operations } from '../operations.ts'
import { texts } from '../texts.ts'
import { residentFlow } from './queries.ts'

export type Verb = 'amend' | 'recordDeath' | 'undoDeath' | 'annul'

/** One change of a resident, each with what it needs: new facts and a reason, a day of death, or a reason alone. */
export function Change({ opened, verb, done }: { opened: OpenedCase<Resident>; verb: Verb; done: () => void }) {
  const say = useSay()
  const performing = usePerform(residentFlow)
  const { perform, refusal, failure, busy } = performing
  const { id, version, case: resident } = opened
  const target = { id, version }
  const common = { performing, draft: `resident.${verb}.${id}`, onDone: done, onCancel: done }
  if (verb === 'recordDeath')
    return (
      <OperationForm
        {...common}
        operation={operations.recordDeath}
        fields={{ diedOn: texts.diedOn }}
        submit={(input) => perform('recordDeath', input, target)}
      />
    )
  if (verb !== 'amend')
    return (
      <OperationForm
        {...common}
        operation={operations[verb]}
        fields={{ reason: texts.reason }}
        submit={(input) => perform(verb, input, target)}
      />
    )
  const {
    name,
    sex,
    idCard = '',
    birthDate = '',
    phone = '',
    township = '',
    village = '',
    address = '',
    contactName = '',
    contactPhone = '',
  } = resident
  return (
    <>
      {(refusal ?? failure) && <p className="cw-bad">{say((refusal ?? failure)!.text)}</p>}
      <ResidentForm
        reasoned
        start={{ name, sex, idCard, birthDate, phone, township, village, address, contactName, contactPhone }}
        submit={texts.amend}
        busy={busy !== undefined}
        refused={refusal?.fields ?? []}
        leave={done}
        send={async ({ reason = '', sex: changed, ...typed }) => {
          const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined))
          if (await perform('amend', { ...given, ...(changed ? { sex: changed as Resident['sex'] } : {}), reason }, target)) done()
        }}
      />
    </>
  )
}
