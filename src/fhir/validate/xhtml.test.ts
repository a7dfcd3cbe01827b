import { describe, expect, it } from 'vitest'
import { xhtmlFault } from './xhtml.ts'

const div = (inner: string) => `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`

describe('narrative', () => {
  it.each([
    div('王桂兰，69 岁 &amp; 高血压 &lt;2 级&gt; &#160;'),
    div('<table border="1"><tr><td colspan="2">血压</td></tr></table><br/><!-- 注 -->'),
    div('<a href="https://example.org/?a=1&amp;b=2">链接</a><a href="#x">x</a><img src="data:image/png;base64,AA" alt=\'图\'/>'),
    div('<p style="color: red" class="a" xml:lang="zh">红</p>'),
    ' <div>空白外也行</div>\n',
  ])('accepts %s', (text) => {
    expect(xhtmlFault(text)).toBeUndefined()
  })

  it.each([
    ['', 'does not begin'],
    ['文字', 'does not begin'],
    ['<p>x</p>', 'does not begin'],
    [div('<script>alert(1)</script>'), 'element "script"'],
    [div('<iframe src="x"/>'), 'element "iframe"'],
    [div('<form/>'), 'element "form"'],
    [div('<p onclick="x()">x</p>'), 'attribute "onclick"'],
    [div('<a href="javascript:alert(1)">x</a>'), 'href'],
    [div('<a href=" java\nscript:alert(1)">x</a>'), 'href'],
    [div('<a href="javascript&#58;alert(1)">x</a>'), 'href'],
    [div('<a href="javascript&colon;alert(1)">x</a>'), 'href'],
    [div('<img src="data:image/svg+xml;base64,AA"/>'), 'src'],
    [div('<p style="background: url(http://x)">x</p>'), 'style'],
    [div('<p>x'), '</div> closes nothing'],
    ['<div><p>x</p>', '<div> is not closed'],
    [div('a & b'), '&amp;'],
    [div('1 < 2'), 'not well-formed'],
    [div('<p a>x</p>'), 'not well-formed'],
    [div('<!DOCTYPE x>'), 'not well-formed'],
    [div('<![CDATA[x]]>'), 'not well-formed'],
    [`${div('a')}${div('b')}`, 'more than one outer'],
    [`${div('a')}后`, 'text outside'],
    [div('\u0000'), 'NUL'],
  ])('refuses %s', (text, fault) => {
    expect(xhtmlFault(text)).toContain(fault)
  })

  it('takes linear time on hostile text', () => {
    const started = performance.now()
    for (const hostile of [
      '<div '.repeat(20_000),
      div('<p class="a" '.repeat(20_000)),
      div('<!-- '.repeat(20_000)),
      div('&a'.repeat(50_000)),
    ]) {
      expect(xhtmlFault(hostile)).toBeDefined()
    }
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
