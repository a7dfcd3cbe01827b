import { Input } from 'antd'
import { staffCategories, titleLevels } from '../../../patterns/staff/codes.ts'
import { Choice } from '../../../ui/Choice.tsx'
import type { Field } from '../../../ui/FieldControl.tsx'
import { today } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { OperationForm } from '../../../ui/OperationForm.tsx'
import { texts as words } from '../../../ui/texts.ts'
import { usePerform } from '../../../ui/usePerform.ts'
import type { Post, Practitioner } from '../practitioner/shape.ts'
import { roleTexts } from '../roles.ts'
import { texts } from '../texts.ts'
import { practitioner } from '../workflows.ts'
import { OrganizationField } from './fields.tsx'

const { operations } = practitioner
type Opened = { id: string; version: number; subject: Practitioner; leave: () => void }

const sexes = { male: words.male, female: words.female, other: words.otherSex, unknown: words.unknownSex }
const details = {
  name: texts.personName,
  sex: { text: texts.sex, choices: sexes },
  birthDate: texts.birthDate,
  idCard: texts.idCard,
  title: texts.title,
  licence: texts.licence,
  licenceScope: texts.licenceScope,
  education: texts.education,
  phone: texts.phone,
}
const draw = {
  organization: (field: Field) => <OrganizationField {...field} among={(n) => n.level !== 'department'} />,
  department: (field: Field) => <OrganizationField {...field} among={(n) => n.level === 'department'} />,
  role: (field: Field) => <RoleField {...field} />,
}
const post = {
  organization: { text: texts.organization, draw: draw.organization },
  department: { text: texts.department, draw: draw.department },
  role: { text: texts.role, draw: draw.role },
  from: texts.from,
  to: texts.to,
  category: { text: texts.category, choices: staffCategories },
  titleLevel: { text: texts.titleLevel, choices: titleLevels },
  generalPractice: texts.generalPractice,
}

function RoleField({ id, value, onChange }: Field) {
  const say = useSay()
  const options = Object.entries(roleTexts).map(([role, text]) => ({ value: role, label: say(text) }))
  return (
    <Choice
      {...(id ? { id } : {})}
      label={say(texts.role)}
      value={typeof value === 'string' ? value : ''}
      options={options}
      onChange={(role) => onChange?.(role)}
    />
  )
}

/** The first post of a new person, as one field of the form. */
function PostField({ value, onChange }: Field) {
  const say = useSay()
  const now = (value ?? {}) as Partial<Post>
  const put = (name: keyof Post) => (next: unknown) => onChange?.({ ...now, [name]: next })
  return (
    <>
      {draw.organization({ value: now.organization, onChange: put('organization') })}
      {draw.department({ value: now.department, onChange: put('department') })}
      {draw.role({ value: now.role, onChange: put('role') })}
      <Input
        type="date"
        className="cw-short"
        aria-label={say(texts.from)}
        value={now.from ?? ''}
        onChange={({ target }) => put('from')(target.value)}
      />
    </>
  )
}

export function RegisterForm({ organization, leave, done }: { organization?: string; leave: () => void; done: (id: string) => void }) {
  const { perform, ...performing } = usePerform(practitioner)
  return (
    <OperationForm
      operation={operations.register}
      fields={{ ...details, post: { text: texts.post, draw: (field) => <PostField {...field} /> } }}
      {...(organization ? { initial: { post: { organization, role: '', from: today() } } } : {})}
      submit={(input) => perform('register', input)}
      performing={performing}
      draft="practitioner/register"
      onDone={({ id }) => done(id)}
      onCancel={leave}
    />
  )
}

export function AmendPerson({ id, version, subject, leave }: Opened) {
  const { perform, ...performing } = usePerform(practitioner)
  const { name, sex, birthDate, idCard, title, licence, licenceScope, education, phone } = subject
  return (
    <OperationForm
      operation={operations.amend}
      fields={{ ...details, reason: texts.reason }}
      initial={{ name, sex, birthDate, idCard, title, licence, licenceScope, education, phone }}
      submit={(input) => perform('amend', input, { id, version })}
      performing={performing}
      draft={`practitioner/amend/${id}`}
      onDone={leave}
      onCancel={leave}
    />
  )
}

export function AssignForm({ id, version, verb, leave }: Opened & { verb: 'assign' | 'comeBack' }) {
  const { perform, ...performing } = usePerform(practitioner)
  return (
    <OperationForm
      operation={operations[verb]}
      fields={post}
      initial={{ from: today() }}
      submit={(input) => perform(verb, input, { id, version })}
      performing={performing}
      draft={`practitioner/${verb}/${id}`}
      onDone={leave}
      onCancel={leave}
    />
  )
}

export function EndPostForm({ id, version, subject, nameOf, leave }: Opened & { nameOf: (id: string) => string }) {
  const say = useSay()
  const { perform, ...performing } = usePerform(practitioner)
  const open = subject.posts.flatMap(({ role, organization, to }, i) => {
    const text = roleTexts[role]
    return to && to < today() ? [] : [{ value: String(i + 1), label: `${text ? say(text) : role} · ${nameOf(organization)}` }]
  })
  return (
    <OperationForm
      operation={operations.endPost}
      fields={{
        post: {
          text: texts.post,
          draw: ({ id: field, value, onChange }) => (
            <Choice
              {...(field ? { id: field } : {})}
              value={value === undefined ? '' : String(value)}
              options={open}
              onChange={(n) => onChange?.(n === undefined ? undefined : Number(n))}
            />
          ),
        },
        to: texts.to,
        reason: texts.reason,
      }}
      initial={{ to: today() }}
      submit={(input) => perform('endPost', input, { id, version })}
      performing={performing}
      draft={`practitioner/endPost/${id}`}
      onDone={leave}
      onCancel={leave}
    />
  )
}

export function LeaveForm({ id, version, leave }: Opened) {
  const { perform, ...performing } = usePerform(practitioner)
  return (
    <OperationForm
      operation={operations.leave}
      fields={{ reason: texts.reason, on: texts.on }}
      initial={{ on: today() }}
      submit={(input) => perform('leave', input, { id, version })}
      performing={performing}
      draft={`practitioner/leave/${id}`}
      onDone={leave}
      onCancel={leave}
    />
  )
}
