/** What a visit or stay was charged for, line by line: the parts of its cost, each as one or two items of the category. Off unless asked for. */
import type { Random } from '../demo/random.ts'
import { timeText } from './calendar.ts'
import { portions } from './chance.ts'
import { yuan } from './csv.ts'
import type { Visit } from './outpatients.ts'
import type { Person } from './person.ts'
import type { Institution } from './places.ts'
import type { Stay } from './stay.ts'

export const feeHeader =
  '明细号 机构代码 就诊类别 就诊号 证件号码 患者编号 姓名 收费时间 项目编码 项目名称 收费类别 规格 单位 数量 单价 金额 开单科室 医保等级 原明细号'.split(
    ' ',
  )

type Item = { code: string; name: string; specification: string; unit: string; level: string }
/** Items of each category: words of bills, codes and classes invented. Every institution writes its own code before the number. */
const ITEMS = `床位费 普通床位 三人间 床日 甲类;诊察费 门诊诊察 - 次 甲类/住院诊察 - 日 甲类;检查费 彩色多普勒超声 - 部位 乙类/心电图 十二导联 次 甲类/胸部正位片 DR 次 甲类/CT平扫 - 部位 乙类;化验费 血常规 五分类 次 甲类/尿常规 - 次 甲类/肝功能 全套 次 甲类/血糖 - 次 甲类;治疗费 静脉输液 - 组 甲类/雾化吸入 - 次 甲类/针刺 - 次 甲类;手术费 手术费 - 次 甲类;
护理费 二级护理 - 日 甲类;卫生材料费 一次性输液器 - 套 自费/留置针 24G 支 乙类/医用胶片 - 张 自费;西药费 阿莫西林胶囊 0.25g×24粒 盒 甲类/苯磺酸氨氯地平片 5mg×28片 盒 甲类/二甲双胍片 0.5g×20片 盒 甲类/阿托伐他汀钙片 20mg×7片 盒 乙类/氯化钠注射液 250ml 袋 甲类;中药饮片费 黄芪 - 克 甲类/当归 - 克 甲类/甘草 - 克 甲类/陈皮 - 克 甲类;
中成药费 复方丹参滴丸 27mg×180丸 盒 甲类/连花清瘟胶囊 0.35g×24粒 盒 甲类;一般诊疗费 一般诊疗费 - 次 甲类;其他费 其他 - 次 自费`
let count = 0
const items = new Map(
  ITEMS.split(/;\s*/).map((line) => {
    const [category = '', ...words] = line.split(' ')
    const all = words.join(' ').split('/')
    return [
      category,
      all.map((text): Item => {
        const [name = '', specification = '', unit = '', level = ''] = text.split(' ')
        return { code: String(++count).padStart(4, '0'), name, specification: specification === '-' ? '' : specification, unit, level }
      }),
    ] as const
  }),
)

/** Parts of the front page's cost (stay-costs.ts) as categories of bills. */
const OF_PAGE: Readonly<Record<string, string>> = {
  ...{ YLFUF: '床位费', ZLCZF: '治疗费', HLF: '护理费', QTFY: '其他费', BLZDF: '化验费', SYSZDF: '化验费', YXXZDF: '检查费' },
  ...{ LCZDXMF: '检查费', FSSZLXMF: '治疗费', SSZLF: '手术费', KFF: '治疗费', ZYZLF: '治疗费', XYF: '西药费', ZCYF: '中成药费' },
  ...{ ZCYF1: '中药饮片费', XF: '其他费', HCYYCLF: '卫生材料费', YYCLF: '卫生材料费', YCXYYCLF: '卫生材料费', QTF: '其他费' },
}

type Bill = { at: Institution; class: string; number: string; person: Person; time: string; department: string }

export function feesOf(r: Random) {
  /** Lines of a bill; their amounts sum to its parts. */
  function lines(bill: Bill, parts: readonly (readonly [category: string, fen: number])[], rows: string[]) {
    const { at, person, department } = bill
    let line = 0
    const [idCard = '', own = ''] = person.cells.split(',')
    const write = (category: string, item: Item, quantity: number, price: string, fen: number, refunds = '') =>
      rows.push(
        [
          ...[
            ++line,
            at.code,
            bill.class,
            bill.number,
            idCard,
            own,
            person.name,
            bill.time,
            `${at.code.slice(-3)}-${item.code}`,
            item.name,
          ],
          ...[
            category,
            item.specification,
            item.unit,
            quantity,
            price,
            fen < 0 ? `-${yuan(-fen)}` : yuan(fen),
            department,
            item.level,
            refunds,
          ],
        ].join(','),
      )
    for (const [category, whole] of parts) {
      const choice = items.get(category)!
      for (const fen of whole > 1000 && choice.length > 1 ? portions(whole, [1 + r.unit(), 1 + r.unit()]) : [whole]) {
        if (fen <= 0) continue
        const item = r.pick(choice)
        const quantity = r.whole(1, item.unit === '克' ? 30 : 3)
        const price = (fen / quantity / 100).toFixed(4)
        write(category, item, quantity, price, fen)
        // given back, and given again: the sums stay
        if (r.unit() > 0.02) continue
        write(category, item, -quantity, price, -fen, String(line))
        write(category, item, quantity, price, fen)
      }
    }
  }

  return {
    visit(v: Visit, number: string, length: number, rows: string[]) {
      const { person, at, reason, fen, drug, herb, exam } = v
      const time = timeText(v.day, Math.min(v.minute + length, 1439))
      const rest = fen - drug - exam
      const [tests, pictures] = r.unit() < 0.5 ? [exam, 0] : [0, exam]
      const service = at.kind === 'township' || at.kind === 'clinic' ? '一般诊疗费' : '诊察费'
      const treated = rest > 2000 ? Math.round(rest * 0.6) : 0
      const parts = [
        ...([
          ['西药费', drug - herb],
          ['中药饮片费', herb],
          ['化验费', tests],
          ['检查费', pictures],
        ] as const),
        ...([
          ['治疗费', treated],
          [service, rest - treated],
        ] as const),
      ]
      lines({ at, class: v.urgent ? '急诊' : '门诊', number, person, time, department: reason.department }, parts, rows)
    },
    stay({ person, at, illness, to, toMinute, costs, record, times }: Stay, rows: string[]) {
      const parts = Object.entries(costs.parts).map(([name, fen]) => [OF_PAGE[name]!, fen] as const)
      const bill = { at, class: '住院', number: `${record}-${times}`, person, time: timeText(to, toMinute), department: illness.department }
      lines(bill, parts, rows)
    },
  }
}
