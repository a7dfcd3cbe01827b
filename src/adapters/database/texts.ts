import { defineTexts } from '../../kernel/grammar/texts.ts'

export const texts = defineTexts({
  ok: ['正常', 'ok'],
  late: ['未按时读取', 'not read on time'],
  silent: ['静默：很久没有新数据', 'silent: nothing new for too long'],
  failing: ['读取失败', 'cannot be read'],
  noCounty: ['系统中没有这个县', 'There is no such county here'],
  broken: ['程序内部错误，请查看服务器日志', 'An error of the program itself: see the log of the server'],
  stopped: ['这一批被人暂停或取消，下次读取时接着做', 'Somebody paused or cancelled the batch: the next poll goes on'],
  killed: ['程序在这一批中途停止，其余的行在下一批', 'The program stopped in the middle of this batch: the next one holds the rest'],
  changed: ['数据接入 {name}：{before} → {after}', 'feed {name}: {before} → {after}'],
  busy: ['另一个进程正在读取', 'Another process is reading it'],
  slowView: ['查询很慢：请给水位列建索引', 'The query is slow: index the watermark column'],
  withoutMark: ['有些行的水位列或 key 为空，这些行不会被读取', 'Some rows have no watermark or key: they are not read'],
  keyTwice: ['同一个 key 出现了多行：key 应当唯一', 'A key names several rows: it should be unique'],
  future: [
    '有些行的水位在将来：请核对 timeZone 和对方服务器的时钟',
    'Some watermarks lie in the future: check timeZone and the clock over there',
  ],
  emptyView: ['视图里没有数据', 'The view has no rows'],
  unproven: [
    '这种数据库的驱动未经真实服务器测试，请先核对预览',
    'This driver was never run against a real server: look at the preview with care',
  ],
})
