import { describe, expect, it } from 'vitest'
import { changedByXml, faultyElements } from './law.ts'
import { exampleFiles, exampleText, WRONG } from './official.ts'

describe('the official examples of R4', () => {
  it('are all there', () => {
    expect(exampleFiles).toHaveLength(5306)
    expect(Object.keys(WRONG).filter((file) => !exampleFiles.includes(file))).toEqual([])
  })

  it('are valid, but for the ones that break R4 themselves, which are refused where they do', { timeout: 60_000 }, () => {
    for (const file of exampleFiles) expect(faultyElements(exampleText(file)), file).toEqual([...(WRONG[file] ?? [])].sort())
  })

  // Files over 2 MB are collections of the others; `npx tsx test/bench/examples.ts` takes them in too.
  it('come back from XML as they were, numbers to the digit', { timeout: 120_000 }, () => {
    let count = 0
    for (const file of exampleFiles) {
      const text = exampleText(file)
      if (text.length > 2_000_000) continue
      expect(changedByXml(text), file).toBeUndefined()
      count++
    }
    expect(count).toBeGreaterThan(5290)
  })
})
