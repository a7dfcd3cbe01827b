import fc from 'fast-check'
import { SaxesParser } from 'saxes'
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
    div('&nbsp;&copy;&alpha;&mdash;&#x10FFFF;'),
    div('<p style="background-image: url(data: image/png;base64,iVBORw0K=)">x</p>'),
    div('<a href="ftp://ftp.ihe.net/TF">x</a><img src="data: image/png;base64,iVBORw0K"/>'),
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
    [div('<a href="javascript&colon;alert(1)">x</a>'), 'neither XML nor HTML'],
    [div('<a href="java&shy;script:alert(1)">x</a>'), 'href'],
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
    [div('\u0000'), 'control'],
    [div('\u001f'), 'control'],
    [div('&#0;'), 'no character'],
    [div('&#xD800;'), 'no character'],
    [div('&#99999999999;'), 'no character'],
    [div('&nbsp'), '&amp;'],
    [div('&;'), '&amp;'],
    [div('&#x;'), '&amp;'],
    [div('<p class="a" class="b">x</p>'), 'given twice'],
    [div('<p\u00a0class="a">x</p>'), 'not well-formed'],
    [div('<p>a</p class="a">'), 'not well-formed'],
    [div('a]]>b'), ']]&gt;'],
    [div('<!-- a -- b -->'), 'not well-formed'],
    [div('<p xmlns="http://www.w3.org/2000/svg">x</p>'), 'xmlns'],
    [div('<p style="background: url(data:image/svg+xml;base64,AA)">x</p>'), 'style'],
    [div('<p style="background: url(data:image/png;base64,AA), url(//x)">x</p>'), 'style'],
  ])('refuses %s', (text, fault) => {
    expect(xhtmlFault(text)).toContain(fault)
  })

  it('is well-formed XML when it is accepted, but for the entities of HTML', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<p>',
        '</p>',
        '<br/>',
        '<p class="a">',
        '<p class="a" id="b">',
        '<!-- x -->',
        '--',
        ']]>',
        '&amp;',
        '&#9;',
        '&',
        ' ',
        '"',
        "'",
        '>',
        '<',
      ),
      fc.constantFrom(
        '<p\u00a0id="a">',
        '<td >',
        '</td >',
        '< p>',
        '<p/ >',
        '<p id=a>',
        '&#8;',
        '&#xFFFE;',
        '<p xml:lang="zh">',
        '<p id="&#60;">',
        '<p id="a"id="b">',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    )
    let accepted = 0
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = div(pieces.join(''))
        if (xhtmlFault(text) !== undefined || /[\uFFFE\uFFFF]/.test(text)) return
        accepted++
        expect(() => new SaxesParser().write(text).close(), text).not.toThrow()
      }),
      { numRuns: 2000 },
    )
    expect(accepted).toBeGreaterThan(200)
  })

  it('takes linear time on hostile text', () => {
    const started = performance.now()
    for (const hostile of [
      '<div '.repeat(20_000),
      div('<p class="a" '.repeat(20_000)),
      div('<!-- '.repeat(20_000)),
      div('&a'.repeat(50_000)),
      div(`<p ${'a="" '.repeat(50_000)}/>`),
      div(`<!--${'-a'.repeat(50_000)}`),
      `<div${' '.repeat(200_000)}`,
      `<div a${'='.repeat(200_000)}`,
      div(`<p title="${' '.repeat(2_000_000)}`),
    ]) {
      expect(xhtmlFault(hostile)).toBeDefined()
    }
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
