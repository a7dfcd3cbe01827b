import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useEffect, useState } from 'react'
import { api, textOf } from '../../../ui/api.ts'
import type { OpenedCase, Person, Rows } from '../../../ui/contract.ts'
import { useSay } from '../../../ui/language.tsx'
import { useSession } from '../../../ui/session.tsx'
import { usePerform } from '../../../ui/usePerform.ts'
import type { Coded, Visit } from '../shape.ts'
import { visitFlow } from './queries.ts'

/** How the next visit begins. `first` is found out (no finished visit here before) unless it is said. */
export type Options = {
  class: Visit['class']
  priority: Visit['priority']
  first?: boolean | undefined
  department?: Coded | undefined
  practitioner?: Coded | undefined
}
export const usual: Options = { class: 'AMB', priority: 'routine' }

const remembered = (login: string) => `countywide.department.${login}`
const lastDepartment = (login: string): Coded | undefined => {
  try {
    return (JSON.parse(localStorage.getItem(remembered(login)) ?? 'null') as Coded | null) ?? undefined
  } catch {
    return undefined
  }
}

/** Opens a visit of a person with the chosen options; class and priority go back to the usual afterwards, department and doctor stay. */
export function useReceive() {
  const say = useSay()
  const { login } = useSession()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const { perform, refusal, failure } = usePerform(visitFlow)
  const problem = refusal ?? failure
  useEffect(() => {
    if (problem) message.error(say(problem.text))
  }, [problem, message, say])
  const [options, set] = useState<Options>(() => ({ ...usual, department: lastDepartment(login) }))
  const setOptions = (next: Options) => {
    set(next)
    localStorage.setItem(remembered(login), JSON.stringify(next.department ?? null))
  }
  async function receive({ person, patients }: Pick<Person, 'person' | 'patients'>, verb: 'receive' | 'open'): Promise<string | undefined> {
    try {
      const { first = !(await cameBefore(patients[0])), department, practitioner, ...rest } = options
      const done = await perform(verb, {
        person,
        first,
        ...rest,
        ...(department ? { department } : {}),
        ...(practitioner ? { practitioner } : {}),
      })
      if (!done) return undefined
      // Shown at once, before its verbs are known, so that no key pressed meanwhile goes astray; old from the start, so that they are asked for.
      const opened = { ...done, case: done.case as Visit, verbs: {} }
      queries.setQueryData<OpenedCase<Visit>>(['case', 'visit', done.id], opened, { updatedAt: 1 })
      set({ ...usual, department, practitioner })
      return done.id
    } catch (error) {
      message.error(say(textOf(error)))
      return undefined
    }
  }
  return { receive, options, setOptions }
}

export type Receiving = ReturnType<typeof useReceive>

/** Whether the person has a finished visit at this institution. */
async function cameBefore(patient: string | undefined): Promise<boolean> {
  if (!patient) return false
  return (await api.get<Rows>('/lists/visits', { patient, state: 'finished', limit: 1 })).rows.length > 0
}
