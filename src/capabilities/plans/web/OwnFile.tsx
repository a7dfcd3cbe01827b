import { Alert, Button } from 'antd'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { textOf } from '../../../ui/api.ts'
import { drafts } from '../../../ui/draft.ts'
import { useSay } from '../../../ui/language.tsx'
import type { TemplateAnswer, TemplateProblem } from '../contract.ts'
import { webTexts as words } from '../web-texts.ts'
import { sendFile, WrongFile } from './send-file.ts'

/** Where a checked file waits for the page on which it is adopted. */
export const ownTemplate = 'plan/own'

/** A plan file of one's own: checked, then adopted as any other; what is wrong stands line by line. */
export function OwnFile() {
  const say = useSay()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [checking, setChecking] = useState(false)
  const [problems, setProblems] = useState<readonly TemplateProblem[]>([])
  const [failure, setFailure] = useState<Text>()
  const check = async (file: File) => {
    setChecking(true)
    setProblems([])
    setFailure(undefined)
    try {
      const { template } = await sendFile<TemplateAnswer>(`/plans/check?${new URLSearchParams({ name: file.name })}`, file)
      drafts.keep(ownTemplate, template)
      navigate('/plans/adopt/own')
    } catch (error) {
      if (error instanceof WrongFile) setProblems(error.problems)
      else setFailure(textOf(error))
    } finally {
      setChecking(false)
    }
  }
  return (
    <section className="plan-own" aria-labelledby="plan-own">
      <h2 id="plan-own">{say(words.ownFile)}</h2>
      <p className="cw-muted">{say(words.ownFileHelp)}</p>
      <Button loading={checking} onClick={() => input.current?.click()}>
        {say(checking ? words.checking : words.chooseFile)}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".yaml,.yml"
        aria-label={say(words.chooseFile)}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) void check(file)
          target.value = ''
        }}
      />
      {failure && <Alert type="error" showIcon role="alert" title={say(failure)} />}
      {problems.length > 0 && <Problems title={say(words.problems, { count: problems.length })} problems={problems} />}
    </section>
  )
}

/** What is wrong in plan files: file, line, reason. */
export function Problems({ title, problems }: { title: string; problems: readonly TemplateProblem[] }) {
  const say = useSay()
  return (
    <div className="plan-problems" role="alert">
      <p className="cw-bad">{title}</p>
      <table className="cw-table">
        <thead>
          <tr>
            <th scope="col">{say(words.file)}</th>
            <th scope="col">{say(words.lineHead)}</th>
            <th scope="col">{say(words.reasonHead)}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ file, line, text }) => (
            <tr key={`${file} ${line} ${text[1]}`}>
              <td>{file}</td>
              <td>{say(words.line, { line })}</td>
              <td className="plan-note">{say(text)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
