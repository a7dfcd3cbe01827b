import { defineTexts } from '../../../kernel/grammar/texts.ts'

/** Why a file as a whole cannot be read, and how to mend it. */
export const texts = defineTexts({
  empty: ['文件是空的', 'The file is empty'],
  unknown: [
    '认不出文件格式。可读取 CSV、xlsx、xls、DBF 和 FHIR NDJSON',
    'The format of the file is not known. CSV, xlsx, xls, DBF and FHIR NDJSON can be read',
  ],
  binary: [
    '不是文本，也不是可识别的表格（也可能是没有标记的 UTF-16）。请另存为 xlsx 或“CSV UTF-8”',
    'Neither text nor a known sheet (perhaps UTF-16 without its mark). Save it as xlsx or "CSV UTF-8"',
  ],
  html: [
    '这其实是网页或 XML（有的系统把它存成 .xls）。请用表格软件打开后另存为 xlsx 或 CSV',
    'This is a web page or XML (some systems name it .xls). Open it in a spreadsheet program and save it as xlsx or CSV',
  ],
  json: [
    '这是一整个 JSON 文件。请改为每行一个资源（NDJSON）',
    'This is one JSON text over several lines. Write one resource a line (NDJSON)',
  ],
  archive: ['这是压缩包，不是表格。请先解压再上传', 'This is an archive, not a sheet. Unpack it first'],
  encoding: [
    '认不出文字编码（既不是 UTF-8 也不是 GB18030）。请另存为“CSV UTF-8”',
    'The character encoding is neither UTF-8 nor GB18030. Save the file as "CSV UTF-8"',
  ],
  undecodable: [
    '第 {line} 行有不是 {encoding} 编码的字符。请另存为“CSV UTF-8”，或指定编码后再导入',
    'Line {line} has bytes that are not {encoding}. Save the file as "CSV UTF-8", or name its encoding and import again',
  ],
  longLine: [
    '第 {line} 行起超过 {limit} MB 没有换行，不是可读取的表格',
    'No line end for {limit} MB from line {line} on: not a file of rows',
  ],
  quote: ['第 {line} 行起无法读取，多半是引号没有成对', 'Cannot be read from line {line} on, most likely an unpaired quote'],
})
