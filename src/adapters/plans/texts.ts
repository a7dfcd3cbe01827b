import { defineTexts } from '../../kernel/grammar/texts.ts'

/** What can be wrong with a plan file as a text; names are those of the YAML library's error codes. */
export const texts = defineTexts({
  tooLarge: ['文件超过 2 MB', 'The file is larger than 2 MB'],
  notUtf8: ['文件不是 UTF-8 编码：请另存为 UTF-8', 'The file is not UTF-8: save it as UTF-8'],
  tooManyAliases: ['引用（*）过多：请把内容直接写出来', 'Too many aliases (*): write the content out'],
  syntax: ['这一行不是正确的 YAML', 'This line is not valid YAML'],
  BAD_INDENT: ['缩进不对：同一层的项目要对齐，用空格', 'Wrong indentation: items of one level stand in one column, indented by spaces'],
  TAB_AS_INDENT: ['缩进用了制表符：请改成空格', 'Indented by a tab: use spaces'],
  DUPLICATE_KEY: ['同一个项目写了两次', 'The same key stands twice'],
  BAD_ALIAS: ['引用了没有定义的内容：* 后面的名字要先用 & 定义', 'An alias (*) of something that no anchor (&) defines'],
  BAD_SCALAR_START: ['内容以特殊符号开头：请加引号', 'The text begins with a special sign: put it in quotes'],
  MULTILINE_IMPLICIT_KEY: ['这里缺少冒号，或上一行没有写完', 'A colon is missing here, or the line before is not finished'],
  UNEXPECTED_TOKEN: ['这里多了一个符号', 'There is a sign here that does not belong'],
  MULTIPLE_DOCS: ['一个文件只写一个方案：去掉 ---', 'One plan a file: take the --- away'],
  MISSING_CHAR: ['缺少符号：引号、括号或逗号没有成对', 'A sign is missing: a quote, a bracket or a comma'],
  unreadable: ['文件读不出来：请检查文件是否存在、是否有权限', 'The file cannot be read: see whether it is there and may be opened'],
})
