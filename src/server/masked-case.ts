import type { AnyWorkflow } from '../kernel/grammar/capability.ts'
import type { CaseState } from '../kernel/grammar/operation.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import { maskName, maskPerson, maskPhone, type Sees, type Shown } from './access/masking.ts'

const text = <T>(value: unknown, mask: (value: string) => T) => (typeof value === 'string' ? mask(value) : undefined)

/** A case as a role may see it: what says who a patient is, is masked here as it is in lists. Cases about no patient stay as they are. @throws Refusal 'forbidden' for roles that see nobody */
export function maskCase<S extends CaseState>({ kind }: Pick<AnyWorkflow, 'kind'>, sees: Sees, subject: S): S {
  if (!kind.patient || sees === 'full') return subject
  const personal = subject as S & Shown & Record<string, unknown>
  const shown = maskPerson<S & Shown>(sees, personal)
  if (!shown) throw refuse('forbidden', ['您的岗位不能查看个人信息', 'Your post does not show persons'])
  const more = {
    contactName: text(personal['contactName'], maskName),
    contactPhone: text(personal['contactPhone'], maskPhone),
    address: text(personal['address'], () => '***'),
  }
  return { ...shown, ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)) }
}
