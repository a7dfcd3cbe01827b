import type { View } from '../../kernel/grammar/view.ts'
import { postUrls, staffCategorySystem } from '../../patterns/staff/codes.ts'
import { bedFigures, bedMeasure, departmentUrl, deviceUrls, figureMeasure, noteUrl } from './fhir.ts'

const extension = (url: string, value: string) => `extension.where(url = '${url}').value.ofType(${value})`
const department = { name: 'department', path: `${extension(departmentUrl, 'Reference')}.getReferenceKey(Organization)`, type: 'string' }
const reported = [
  { name: 'org', path: 'reporter.getReferenceKey(Organization)', type: 'string' },
  { name: 'at', path: 'period.start', type: 'dateTime' },
]
const bedColumn = (name: string, figure: keyof typeof bedFigures) => ({
  name,
  path: `group.where(code.coding.where(code = '${bedFigures[figure]}').exists()).measureScore.value`,
  type: 'integer',
})

/** One row a bed report: an institution or one of its departments in a month. */
export const bedMonthView: View = {
  definition: {
    name: 'bed_month',
    resource: 'MeasureReport',
    where: [{ path: `measure = '${bedMeasure}'` }],
    select: [
      {
        column: [
          ...reported,
          department,
          bedColumn('approved', 'approved'),
          bedColumn('actual', 'actual'),
          bedColumn('open_days', 'openDays'),
          bedColumn('occupied_days', 'occupiedDays'),
          bedColumn('discharged_days', 'dischargedDays'),
        ],
      },
    ],
  },
}

/** One row a monthly figure; `hundredths` is the value × 100 as an integer (fen, or hundredths of a percent). */
export const figureView: View = {
  definition: {
    name: 'figure',
    resource: 'MeasureReport',
    where: [{ path: `measure = '${figureMeasure}'` }],
    select: [
      {
        column: [
          ...reported,
          { name: 'item', path: 'group.code.coding.code', type: 'string' },
          { name: 'value', path: 'group.measureScore.value', type: 'decimal' },
          { name: 'hundredths', path: 'group.measureScore.value', type: 'decimal', tag: [{ name: 'fen', value: '' }] },
          { name: 'note', path: extension(noteUrl, 'string'), type: 'string' },
        ],
      },
    ],
  },
}

/** One row a piece of equipment, from the day it was taken into use until it was not used any more. */
export const equipmentView: View = {
  definition: {
    name: 'equipment',
    resource: 'Device',
    where: [{ path: `extension.where(url = '${deviceUrls.state}').exists()` }],
    select: [
      {
        column: [
          { name: 'org', path: 'owner.getReferenceKey(Organization)', type: 'string' },
          { name: 'at', path: extension(deviceUrls.from, 'date'), type: 'date' },
          { name: 'until', path: extension(deviceUrls.to, 'date'), type: 'date' },
          { name: 'state', path: extension(deviceUrls.state, 'code'), type: 'string' },
          { name: 'number', path: 'identifier.first().value', type: 'string' },
          { name: 'name', path: 'deviceName.name.first()', type: 'string' },
          { name: 'type', path: 'type.text', type: 'string' },
          { name: 'model', path: 'modelNumber', type: 'string' },
          { name: 'manufacturer', path: 'manufacturer', type: 'string' },
          { name: 'value_fen', path: `${extension(deviceUrls.value, 'Money')}.value`, type: 'decimal', tag: [{ name: 'fen', value: '' }] },
          department,
        ],
      },
    ],
  },
}

const category = `code.coding.where(system = '${staffCategorySystem}').code`
const posted = [
  { name: 'org', path: 'organization.getReferenceKey(Organization)', type: 'string' },
  { name: 'at', path: 'period.start', type: 'dateTime' },
  { name: 'until', path: 'period.end', type: 'date' },
  { name: 'practitioner', path: 'practitioner.getReferenceKey(Practitioner)', type: 'string' },
  { name: 'name', path: 'practitioner.display', type: 'string' },
  { name: 'category', path: `${category}.first()`, type: 'string' },
  { name: 'title_level', path: extension(postUrls.titleLevel, 'code'), type: 'string' },
]
const isPosting = `extension.where(url = '${postUrls.home}').exists()`

/** One row a person employed by an institution, from `at` until `until` (open: still there): the stock of a day are the rows that hold it. Postings are not employment. */
export const staffView: View = {
  definition: {
    name: 'staff',
    resource: 'PractitionerRole',
    where: [{ path: `${category}.exists()` }, { path: `${isPosting}.not()` }],
    select: [
      {
        column: [
          ...posted,
          { name: 'general_practice', path: extension(postUrls.generalPractice, 'boolean'), type: 'boolean' },
          department,
        ],
      },
    ],
  },
}

/** One row a posting (派驻): `org` is where the work is done, `home` who sends. */
export const postingView: View = {
  definition: {
    name: 'posting',
    resource: 'PractitionerRole',
    where: [{ path: isPosting }],
    select: [
      {
        column: [
          ...posted,
          { name: 'home', path: `${extension(postUrls.home, 'Reference')}.getReferenceKey(Organization)`, type: 'string' },
          { name: 'days_per_week', path: extension(postUrls.daysPerWeek, 'decimal'), type: 'decimal' },
        ],
      },
    ],
  },
}
