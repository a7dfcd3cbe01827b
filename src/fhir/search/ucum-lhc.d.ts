/** The part of the UCUM package that is used here; it comes without types. */
declare module '@lhncbc/ucum-lhc' {
  type Unit = {
    magnitude_: number | null
    cnv_: string | null
    moleExp_: number
    isArbitrary_: boolean
    dim_?: { dimVec_: number[] | null } | null
  }
  type Utils = {
    /** Throws on what it cannot read; `getSpecifiedUnit` would write that to the console. */
    uStrParser_: { parseString(code: string, use: 'validate', suggest: false): [unit: Unit | null, read: string] }
    convertUnitTo(from: string, amount: number, to: string): { status: 'succeeded' | 'failed' | 'error'; toVal: number | null }
  }
  const ucum: { UcumLhcUtils: { getInstance(): Utils } }
  export default ucum
}
