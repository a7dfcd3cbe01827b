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
  truncated: ['文件不完整（传输或保存时被截断）。请重新导出或上传', 'The file is cut short. Export it or send it again'],
  damaged: [
    '文件已损坏，无法读取。请用表格软件打开后另存为 xlsx 或 CSV',
    'The file is damaged. Open it in a spreadsheet program and save it as xlsx or CSV',
  ],
  encrypted: ['文件有打开密码。请去掉密码后再导入', 'The file is protected by a password. Remove it and import again'],
  tooBig: [
    '表格解压后有 {size} MB，超过 {limit} MB 的上限。请在表格软件中另存为 CSV（大小不限）',
    'The workbook unpacks to {size} MB, the limit is {limit} MB. Save it as CSV, which may have any size',
  ],
  ratio: [
    '表格的压缩率异常（{ratio} 倍），不予解压。请在表格软件中另存为 CSV',
    'The workbook is packed {ratio} times, which no real sheet is. Save it as CSV',
  ],
  noSheet: ['没有名为“{sheet}”的工作表，有：{sheets}', 'There is no sheet "{sheet}"; there are: {sheets}'],
  emptySheet: ['工作表“{sheet}”是空的，所有工作表：{sheets}', 'The sheet "{sheet}" is empty; all sheets: {sheets}'],
  tooSlow: [
    '这个表格 {seconds} 秒还没有读完，已停止。请在表格软件中另存为 CSV',
    'Reading this workbook took more than {seconds} s and was stopped. Save it as CSV',
  ],
  tooMuch: ['读取这个表格要用的内存太多。请在表格软件中另存为 CSV', 'Reading this workbook takes too much memory. Save it as CSV'],
})
