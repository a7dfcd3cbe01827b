/** Expansion of R4 value sets that are enumerated: all that required bindings use but MIME types, UCUM units and one LOINC answer list. */

type Concept = { code?: string; concept?: Concept[] }
type Terminology = {
  resourceType: string
  url?: string
  concept?: Concept[]
  compose?: { include: { system?: string; concept?: Concept[] }[] }
}

/** ISO 4217 codes in use, with fund and metal codes (the R4 definitions name the standard without listing it). */
const ISO_4217 =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWL'

/** The returned function gives the codes of a value set (`system|code` when asked), or nothing when the set is not enumerable. */
export function codeExpander(resources: readonly object[]): (valueSet: string, withSystem: boolean) => string[] | undefined {
  const byUrl = new Map((resources as Terminology[]).map((resource) => [`${resource.resourceType} ${resource.url}`, resource]))
  const flatten = (concepts: readonly Concept[]): string[] => concepts.flatMap((c) => [c.code ?? '', ...flatten(c.concept ?? [])])
  return (valueSet, withSystem) => {
    const url = valueSet.split('|')[0]
    if (url === 'http://hl7.org/fhir/ValueSet/currencies') return ISO_4217.split(' ')
    const found = (byUrl.get(`ValueSet ${url}`)?.compose?.include ?? []).flatMap((include) => {
      const concepts = include.concept ?? byUrl.get(`CodeSystem ${include.system}`)?.concept ?? []
      return flatten(concepts).map((code) => (withSystem ? `${include.system}|${code}` : code))
    })
    if (found.some((code) => /[\s']/.test(code))) throw new Error(`${url} has a code that the table cannot hold`)
    return found.length > 0 ? [...new Set(found)] : undefined
  }
}
