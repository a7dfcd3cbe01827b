import { Multiples } from '../../ui/charts/Multiples.tsx'
import { useSay } from '../../ui/language.tsx'
import type { PictureOf } from './picture-of.ts'
import { valuesOf } from './sheet.ts'
import { words } from './texts.ts'
import { axisText, valueText } from './value.ts'

/** What a picture has room for; the table has all. */
const most = 24

/** One small chart a unit on one scale, the county behind each where values do not add up to it. */
export function MultiplesView({ indicator, sheet, county }: PictureOf) {
  const say = useSay()
  const units = sheet.units.filter(({ id, outside }) => !outside && valuesOf(sheet, id).some((value) => value !== null))
  const whole = indicator.denominator && county?.units.find(({ outside }) => !outside)
  return (
    <>
      <p className="cw-muted cw-small">
        {say(words.sameScale)}
        {whole && say(words.paleLine)}
      </p>
      <Multiples
        label={say(words.multiples)}
        smalls={units.slice(0, most).map(({ id, name }) => ({
          id,
          name,
          title: say(words.trendTitle, { name: say(indicator.text), units: name }),
          values: valuesOf(sheet, id),
          last: valueText(sheet.cell(id, sheet.last), indicator.unit, say),
        }))}
        {...(whole && county ? { behind: valuesOf(county, whole.id) } : {})}
        format={(value) => axisText(value, indicator.unit)}
      />
      {units.length > most && <p className="cw-muted cw-small">{say(words.firstOf, { shown: most, total: units.length })}</p>}
    </>
  )
}
