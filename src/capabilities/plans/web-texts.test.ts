import { expect, it } from 'vitest'
import { webTexts } from './web-texts.ts'

const placesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()
const bare = (text: string) => text.replace(/\{\w+\}/g, '')
const han = /\p{Script=Han}/u

it('the pages say everything in Chinese and English, with the same places to fill in', () => {
  for (const [zh, en] of Object.values(webTexts)) {
    expect([zh, placesOf(zh)]).toEqual([zh, placesOf(en)])
    // What has no letters (%, KB) is the same in both.
    expect([zh, han.test(zh) || bare(zh).trim().toLowerCase() === bare(en).trim().toLowerCase()]).toEqual([zh, true])
    expect([en, han.test(en)]).toEqual([en, false])
  }
})
