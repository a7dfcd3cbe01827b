import { Button } from 'antd'
import { useKeys } from '../../../ui/keys.ts'
import { useSay } from '../../../ui/language.tsx'
import type { Diagnosis } from '../shape.ts'
import { CodeField } from './CodeField.tsx'
import { withDiagnosis } from './entry.ts'
import { Line } from './fields.tsx'
import { underDialog } from './moving.ts'
import { useSheet } from './sheet-context.ts'
import { words } from './words.ts'

/** ICD-10 diagnoses, the main one first, and one TCM disease with its syndrome. F4 takes the last visit's. */
export function Diagnoses() {
  const say = useSay()
  const { entry, type, editable, last } = useSheet()
  const all = entry.diagnoses
  const western = all.filter(({ system }) => system === 'icd10')
  const set = (diagnoses: readonly Diagnosis[]) => type('diagnoses', diagnoses)
  const add = (added: Diagnosis) => set(withDiagnosis(all, added))
  const remove = (gone: Diagnosis | undefined) => gone && set(all.filter((d) => d !== gone))
  const first = (main: Diagnosis) => set([main, ...all.filter((d) => d !== main)])
  const repeat = () => last && editable && set(last.diagnoses.reduce(withDiagnosis, all))
  useKeys([{ keys: 'f4', text: words.repeat, run: () => underDialog() || repeat() }])
  const single = (system: 'tcm-disease' | 'tcm-syndrome', id: string, label: (typeof words)[keyof typeof words]) => {
    const value = all.find((d) => d.system === system) ?? null
    return (
      <CodeField id={id} label={label} system={system} value={value} disabled={!editable} pick={add} drop={() => value && remove(value)} />
    )
  }
  return (
    <>
      <Line field="diagnoses" label={words.diagnosis}>
        <div className="desk-diagnoses">
          {western.map((d, i) => (
            <span key={d.code} className="desk-chip">
              {i === 0 ? (
                <b title={say(words.makeMain)}>{say(words.main)}</b>
              ) : (
                <button
                  type="button"
                  className="cw-plain"
                  disabled={!editable}
                  title={say(words.makeMain)}
                  aria-label={say(words.makeMain)}
                  onClick={() => first(d)}
                >
                  {i + 1}
                </button>
              )}
              {d.name} <code>{d.code}</code>
              {editable && (
                <button
                  type="button"
                  className="cw-plain"
                  tabIndex={-1}
                  aria-label={say(words.remove, { name: d.name })}
                  onClick={() => remove(d)}
                >
                  ×
                </button>
              )}
            </span>
          ))}
          <CodeField
            id="desk-diagnoses"
            label={words.diagnosis}
            system="icd10"
            disabled={!editable}
            pick={add}
            drop={() => remove(western.at(-1))}
          />
          {editable && last && (
            <Button size="small" tabIndex={-1} onClick={repeat} title={last.diagnoses.map(({ name }) => name).join('，')}>
              {say(words.repeat)} <kbd>F4</kbd>
            </Button>
          )}
        </div>
      </Line>
      <div className="desk-line">
        <span>{say(words.tcm)}</span>
        <div className="desk-pair">
          {single('tcm-disease', 'desk-tcm-disease', words.tcmDisease)}
          {single('tcm-syndrome', 'desk-tcm-syndrome', words.tcmSyndrome)}
        </div>
      </div>
    </>
  )
}
