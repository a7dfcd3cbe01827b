import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const source = fileURLToPath(new URL('../', import.meta.url))
const files = ['ui', 'web', 'capabilities', 'patterns']
  .flatMap((folder) => readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
  .filter((name) => name.endsWith('.tsx'))

/** Attributes that people read or hear. */
const spoken = new Set(['title', 'label', 'placeholder', 'alt', 'aria-label', 'aria-description'])

/** The name on a key cap is the same in every language. */
const isKey = (node: ts.Node) => ts.isJsxElement(node) && node.openingElement.tagName.getText() === 'kbd'

/** Words in a component that no reader of the other language would understand: Chinese anywhere, letters in what is shown. */
function literals(name: string, text: string): string[] {
  const found: string[] = []
  const look = (node: ts.Node) => {
    const words =
      ts.isStringLiteralLike(node) || ts.isJsxText(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)
    const shown =
      (ts.isJsxText(node) && !isKey(node.parent)) ||
      (ts.isStringLiteral(node) && ts.isJsxAttribute(node.parent) && spoken.has(node.parent.name.getText())) ||
      (ts.isStringLiteral(node) && ts.isJsxExpression(node.parent) && ts.isJsxElement(node.parent.parent))
    if (words && (/\p{Script=Han}/u.test(node.text) || (shown && /\p{L}/u.test(node.text)))) found.push(`${name}: ${node.text.trim()}`)
    ts.forEachChild(node, look)
  }
  look(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
  return found
}

test('the check sees what it should and nothing else', () => {
  const seen = (text: string) => literals('x', text).length
  expect(seen('const a = <p>Hello</p>')).toBe(1)
  expect(seen('const a = <p title="Hello">{say(texts.hello)}</p>')).toBe(1)
  expect(seen("const a = say(['你好', 'Hello'])")).toBe(1)
  expect(seen(['const a = `第$', '{n}页`'].join(''))).toBe(2)
  expect(seen('const a = <kbd>Esc</kbd>')).toBe(0)
  expect(seen('const a = <p>{"Hello"}</p>')).toBe(1)
  expect(seen('/* 中文 */ const a = <p className="cw-row" role="status">{say(texts.hello)} · </p>')).toBe(0)
})
test('components have no words of their own: all stand in texts.ts', () => {
  expect(files.length).toBeGreaterThan(20)
  expect(files.flatMap((name) => literals(name, readFileSync(join(source, name), 'utf8')))).toEqual([])
})
