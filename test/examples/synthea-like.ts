/**
 * Bundles in the manner of Synthea (https://github.com/synthetichealth/synthea, R4 exporter with US Core): the same resource types, elements, extensions, references and
 * habits, such as doubles of sixteen digits, referrals and coverages inside a bill, a Provenance that names every entry, and hospitals and practitioners that are sought
 * by number in files of their own. Made here, from a seed. Held against 171 real files of 2019, 2020, 2021 and 2025 (Synthea 2.4 to 3.x): every path of elements, every kind
 * of reference and request, integers where the exporter writes them; what is left out are `meta.tag` of all types but one, and references by id, which only NDJSON has.
 */
import { patient } from './synthea-patient.ts'
import { type Places, placesBefore, placesWithin } from './synthea-places.ts'
import { visit } from './synthea-visit.ts'
import { coding, type Json, type Maker, maker, profiled, terminology, written } from './synthea-words.ts'

/** Hospitals and practitioners among the entries, or in files that went in before. */
export type Style = 'urn' | 'conditional'

const instant = (visit: number, minutes: number) =>
  new Date(Date.UTC(2010, 0, 7 + visit * 7, 9, minutes)).toISOString().replace('.000Z', minutes % 2 ? '-05:00' : '+00:00')

/** Who wrote all of it, and who sent it: named beside every entry. */
function provenance({ entries, add }: Maker, { doctor, house }: Places): void {
  const us = 'http://hl7.org/fhir/us/core/CodeSystem/us-core-provenance-participant-type'
  const agent = (type: Json, text: string) => ({ type: { ...type, text }, who: doctor, onBehalfOf: house })
  add({
    resourceType: 'Provenance',
    ...profiled('provenance'),
    target: entries.map(({ fullUrl }) => ({ reference: fullUrl })),
    recorded: '2021-02-03T04:05:06.789-05:00',
    agent: [
      agent(terminology('provenance-participant-type', 'author', 'Author'), 'Author'),
      agent({ coding: [coding(us, 'transmitter', 'Transmitter')] }, 'Transmitter'),
    ],
  })
}

/** A patient's life as a transaction, `visits` long: some thirty resources a visit. */
export function life(seed: number, visits: number, style: Style): string {
  const make = maker(seed)
  const subject = patient(make, seed, visits > 10)
  const places = style === 'urn' ? placesWithin(make, seed) : placesBefore(1)
  for (let i = 0; i < visits; i++) visit(make, subject, places, { start: instant(i, 0), end: instant(i, 15) })
  provenance(make, places)
  return written({ resourceType: 'Bundle', type: 'transaction', entry: make.entries })
}
