import { defineTexts } from '../../kernel/grammar/texts.ts'

/** What can be wrong in a plan file, and how to mend it. */
export const checkTexts = defineTexts({
  noClause: ['没有条款“{code}”：改成 clauses 里已有的 id', 'There is no clause "{code}": use an id of clauses'],
  noUnit: ['没有责任单位“{code}”：先在 units 里写上', 'There is no unit "{code}": write it under units first'],
  noTarget: ['没有目标“{code}”：改成 targets 里已有的代码', 'There is no target "{code}": use a code of targets'],
  noIndicator: ['没有指标“{code}”：在“指标”页查找正确的代码', 'There is no indicator "{code}": find its code on the page of indicators'],
  noReading: ['指标“{code}”没有口径“{variant}”，可用：{readings}', 'Indicator "{code}" has no reading "{variant}"; it has: {readings}'],
  noList: ['没有列表“{code}”：去掉它，或改成已有的列表', 'There is no list "{code}": leave it out or use one that exists'],
  otherUnit: ['单位写的是 {unit}，而数值的单位是 {own}：请改成 {own}', 'The unit is {unit}, but the value comes in {own}: write {own}'],
  noCounties: ['县级方案没有下级县：of 请写 county', 'A county’s plan has no counties below it: write of: county'],
  valueOfMany: [
    '多个单位填报时，tell 请写 count（多少个“是”）或 share（“是”占多少）',
    'Where several units state, tell is count (how many say yes) or share (which part of them)',
  ],
  countOfYes: [
    'tell 的 count 和 share 只用于多个单位填报的“是/否”：stated 请写 yes，of 请写机构类别或 counties',
    'count and share are for a yes of several units: write stated: yes, and kinds or counties under of',
  ],
  yesUnit: ['“是/否”的目标单位写 yes，数字的目标写数字的单位', 'A yes has the unit yes; a number has the unit of a number'],
  yesOrNo: ['“是/否”的目标值只能是 1 或 0', 'The value of a yes is 1 or 0'],
  yesMoves: ['“是/否”不能上升或下降：比较方式请写 =', 'A yes neither rises nor falls: write ='],
  valueMissing: ['比较方式 {comparator} 需要目标值：请写 value', 'Comparator {comparator} needs a number: write value'],
  valueUnneeded: ['比较方式 {comparator} 只看升降：请去掉 value', 'Comparator {comparator} compares with the baseline: leave value out'],
  deadlineEarly: ['完成日 {end} 早于开始日 {start}', 'The deadline {end} is before the start {start}'],
  endBeforeStart: ['结束日 {to} 早于开始日 {from}', 'The last day {to} is before the first {from}'],
  milestoneOutside: ['节点 {day} 不在 {start} 至 {end} 之间', 'The milestone {day} is not between {start} and {end}'],
  milestoneOrder: ['节点 {day} 应晚于前一个节点 {before}', 'The milestone {day} should come after the one before it, {before}'],
  cycle: ['条款互相包含：{way}；请改其中一个 parent', 'Clauses contain one another: {way}; change one parent'],
  twice: ['代码“{code}”重复，第 {first} 项已经用过', 'The code "{code}" stands twice: item {first} has it already'],
  dueOnce: ['只做一次的任务到期日写在 to，不写 due', 'What is done once is due on its last day: write to instead of due'],
  dueYear: ['只有每年一次的任务可以写 月-日；其他的只写 日', 'Only a yearly task may say MM-DD; others say DD'],
})
