import type { Resource } from '../../fhir/resource.ts'
import type { Extension } from '../../fhir/types.ts'
import { postUrls } from '../../patterns/staff/codes.ts'
import { type FigureUnit, figureItems } from './items.ts'

export const figureSystem = 'urn:countywide:figure'
export const bedMeasure = 'urn:countywide:measure:beds'
export const figureMeasure = 'urn:countywide:measure:month-figures'
export const noteUrl = 'urn:countywide:note'
export const departmentUrl = postUrls.department

/** What a month's bed report says: beds approved and actually there, and days summed over the midnights of the month. */
export const bedFigures = {
  approved: 'BED_APPROVED',
  actual: 'BED_ACTUAL',
  openDays: 'BED_OPEN_DAYS',
  occupiedDays: 'BED_OCCUPIED_DAYS',
  dischargedDays: 'BED_DISCHARGED_DAYS',
} as const
export type BedMonth = Place & { [K in keyof typeof bedFigures]?: number | undefined }

type Place = { id: string; month: string; organization: string; department?: string | undefined }
const ucum = 'http://unitsofmeasure.org'
/** One number in R4: a group of the report with its code; UCUM where it has a unit, ISO 4217 for money. */
const units: Readonly<Record<FigureUnit | 'days' | 'beds', object>> = {
  yuan: { unit: '元', system: 'urn:iso:std:iso:4217', code: 'CNY' },
  percent: { unit: '%', system: ucum, code: '%' },
  persons: { unit: '人', system: ucum, code: '{person}' },
  items: { unit: '项', system: ucum, code: '{item}' },
  grade: { unit: '级', system: ucum, code: '{grade}' },
  'yes-no': {},
  days: { unit: '床日', system: ucum, code: 'd' },
  beds: { unit: '床', system: ucum, code: '{bed}' },
}
const group = (code: string, value: number, unit: keyof typeof units) => ({
  code: { coding: [{ system: figureSystem, code }] },
  measureScore: { value, ...units[unit] },
})
const reference = (url: string, id: string | undefined): Extension[] =>
  id === undefined ? [] : [{ url, valueReference: { reference: `Organization/${id}` } }]

/** The last day of a month written YYYY-MM. */
export const lastDay = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10)

/** A month's numbers of an institution as R4 MeasureReport: it is the institution that reports, about itself. */
function monthReport(
  { id, month, organization }: Place,
  measure: string,
  groups: readonly object[],
  extension: readonly Extension[],
): Resource {
  return {
    resourceType: 'MeasureReport',
    id,
    ...(extension.length ? { extension } : {}),
    status: 'complete',
    type: 'summary',
    measure,
    reporter: { reference: `Organization/${organization}` },
    period: { start: `${month}-01`, end: lastDay(month) },
    group: groups,
  }
}

/** The bed report of an institution or one of its departments. */
export const bedReport = (beds: BedMonth): Resource =>
  monthReport(
    beds,
    bedMeasure,
    Object.entries(bedFigures).flatMap(([name, code]) => {
      const value = beds[name as keyof typeof bedFigures]
      return value === undefined ? [] : [group(code, value, name.endsWith('Days') ? 'days' : 'beds')]
    }),
    reference(departmentUrl, beds.department),
  )

/** One monthly figure; `value` in the unit of its item; yes is 1, no 0. */
export const figureReport = (figure: Place & { item: string; value: number; note?: string | undefined }): Resource =>
  monthReport(
    figure,
    figureMeasure,
    [group(figure.item, figure.value, figureItems[figure.item]!.unit)],
    figure.note === undefined ? [] : [{ url: noteUrl, valueString: figure.note }],
  )

export const deviceNumber = (organization: string) => `urn:countywide:device-number:${organization}`
export const deviceUrls = {
  from: 'urn:countywide:device-from',
  to: 'urn:countywide:device-to',
  value: 'urn:countywide:device-value',
  state: 'urn:countywide:device-state',
} as const
export type DeviceState = 'in-use' | 'stopped' | 'scrapped'
export type Equipment = {
  id: string
  organization: string
  number: string
  name: string
  type?: string | undefined
  model?: string | undefined
  manufacturer?: string | undefined
  department?: string | undefined
  from?: string | undefined
  to?: string | undefined
  state: DeviceState
  /** What it cost, in integer fen. */
  valueFen?: number | undefined
}

/** A piece of equipment as R4 Device, which has no period of use and no price: extensions. */
export const device = (e: Equipment): Resource => ({
  resourceType: 'Device',
  id: e.id,
  extension: [
    { url: deviceUrls.state, valueCode: e.state },
    ...(e.from === undefined ? [] : [{ url: deviceUrls.from, valueDate: e.from }]),
    ...(e.to === undefined ? [] : [{ url: deviceUrls.to, valueDate: e.to }]),
    ...(e.valueFen === undefined ? [] : [{ url: deviceUrls.value, valueMoney: { value: e.valueFen / 100, currency: 'CNY' } }]),
    ...reference(departmentUrl, e.department),
  ],
  identifier: [{ system: deviceNumber(e.organization), value: e.number }],
  status: e.state === 'in-use' ? 'active' : 'inactive',
  ...(e.manufacturer === undefined ? {} : { manufacturer: e.manufacturer }),
  deviceName: [{ name: e.name, type: 'user-friendly-name' }],
  ...(e.model === undefined ? {} : { modelNumber: e.model }),
  ...(e.type === undefined ? {} : { type: { text: e.type } }),
  owner: { reference: `Organization/${e.organization}` },
})
