import { defineTexts } from '../../kernel/grammar/texts.ts'

/** What an import says. */
export const texts = defineTexts({
  empty: ['文件是空的', 'The file is empty'],
  columnsMissing: [
    '表头缺少 {missing}；可用 --template {kind} 取得模板，或指定各列的对应关系',
    'The header lacks {missing}; --template {kind} writes a template, or say which column means what',
  ],
  columnsTwice: ['表头不对：多出或重复 {twice}', 'The header does not fit: {twice} stands there twice'],
  mappingMissing: ['文件里没有对应关系中的列 {missing}', 'The file has no column {missing}, which the mapping names'],
  mappingUnknown: ['对应关系中的 {unknown} 不是这种文件的列', 'The mapping names {unknown}, which this kind of file does not have'],
  rowLength: ['应有 {expected} 列，实有 {found} 列', '{expected} columns expected, {found} found'],
  twice: ['文件中前面已有同一条（同一机构内不能重复），以前面的为准', 'The file has it already further up; the first one stands'],
  takenOver: ['导入已由另一个进程接手', 'Another process has taken this import over'],
  unreachable: [
    '数据库连接中断。已导入的部分都在，数据库恢复后再次导入会从中断处继续',
    'The database cannot be reached. What is in stays in; import again when it is back, and it goes on from there',
  ],
  diskFull: ['磁盘已满。请腾出空间后继续，已导入的部分都在', 'The disk is full. Free some space and resume; what is in stays in'],
  noOriginal: [
    '找不到保存的原文件 {sum}（没有保存，或已按保存天数清理）',
    'The original file {sum} is not in the data folder (never kept, or its days were over)',
  ],
  expired: [
    '原文件保存满 {days} 天，已于 {on} 清理；数据、校验和与被拒行的原因都在，要重新导入请再上传这个文件',
    'The original was kept for {days} days and removed on {on}; data, checksum and reasons of refused rows stay. To run it again, upload the file again',
  ],
  noBatch: ['没有这个导入批次：{id}', 'No such import: {id}'],
  noKind: ['认不出这是哪种文件，请用 --kind 指定：{kinds}', 'Which kind of file this is cannot be told; name it with --kind: {kinds}'],
  notRunnable: ['这个批次的状态是 {state}，不能导入', 'This import is {state} and cannot run'],
  monthLocked: ['{month} 已锁定，解锁后再撤销', '{month} is locked: unlock it, then undo again'],
  notUndoable: [
    '这个批次（{state}）现在不能撤销；正在导入的请先暂停或取消',
    'This import ({state}) cannot be undone now; pause or cancel it first when it is running',
  ],
})
