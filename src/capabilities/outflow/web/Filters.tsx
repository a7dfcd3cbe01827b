import { Button, Input } from 'antd'
import { useDivisions } from '../../../patterns/patient/web/useDivisions.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { Outflow } from '../shape.ts'
import { places, texts } from '../texts.ts'
import type { Asked } from './useOutflow.ts'

const shares = ['50', '60', '70', '80', '90']

/** The last months of whole years, the newest first. */
function decembers(asked: string | undefined): Set<string> {
  const year = new Date().getFullYear()
  const years = Array.from({ length: 6 }, (_, i) => `${year - 1 - i}-12`)
  return new Set(asked?.endsWith('-12') ? [asked, ...years].sort().reverse() : years)
}

/** What narrows the page; every choice stands in the address. `tab` decides which of them have a meaning. */
export function Filters({ question, tab, answer, put }: { question: Asked; tab: string; answer: Outflow; put: (change: Asked) => void }) {
  const say = useSay()
  const townships = useDivisions().flatMap(({ code, name }) => (code.length === 9 ? [{ value: code, label: name }] : []))
  const last = answer.years[2]?.[1] ?? ''
  if (answer.wholeOnly)
    return (
      <div className="cw-row cw-gap">
        <Choice
          label={say(texts.ending)}
          value={last}
          options={[...decembers(question.to)].map((value) => ({ value, label: value }))}
          onChange={(to) => to && put({ to })}
        />
        <span className="cw-muted cw-small">{say(texts.wholeOnly)}</span>
      </div>
    )
  return (
    <div className="cw-row cw-gap cw-no-print">
      <label className="cw-row" htmlFor="outflow-to">
        {say(texts.ending)}
        <Input
          id="outflow-to"
          type="month"
          className="cw-short"
          value={question.to ?? last}
          onChange={({ target }) => /^\d{4}-\d\d$/.test(target.value) && put({ to: target.value })}
        />
      </label>
      {tab === 'disease' && (
        <Choice
          label={say(texts.by)}
          value={question.by ?? 'category'}
          options={[
            { value: 'category', label: say(texts.category) },
            { value: 'chapter', label: say(texts.chapter) },
          ]}
          onChange={(by) => by && put({ by })}
        />
      )}
      <Choice
        label={say(texts.place)}
        value={question.place}
        clearable
        hint={say(texts.everywhere)}
        options={Object.entries(places).map(([value, text]) => ({ value, label: say(text) }))}
        onChange={(place = '') => put({ place, institution: '' })}
      />
      <Choice
        label={say(texts.institution)}
        value={question.institution}
        clearable
        hint={say(texts.everyInstitution)}
        options={answer.institutions.flatMap(({ id, name }) => (id.length > 1 ? [{ value: id, label: say(name) }] : []))}
        onChange={(institution = '') => put({ institution })}
      />
      {tab !== 'township' && (
        <Choice
          label={say(texts.township)}
          value={question.township}
          clearable
          hint={say(texts.everyTownship)}
          options={townships}
          onChange={(township = '') => put({ township })}
        />
      )}
      {tab === 'specialty' && (
        <Choice
          label={say(texts.below)}
          value={String(answer.below)}
          options={[...new Set([...shares, String(answer.below)])]
            .sort()
            .map((value) => ({ value, label: `${say(texts.below)} ${value}%` }))}
          onChange={(below) => below && put({ below })}
        />
      )}
      {question.disease && (
        <Button onClick={() => put({ disease: '' })} aria-label={say(texts.withoutDisease, { disease: question.disease })}>
          {`${say(texts.disease)} ${question.disease} ✕`}
        </Button>
      )}
    </div>
  )
}
