import { pinyin } from 'pinyin-pro'
import { expect, test } from 'vitest'
import { meant } from './initials.ts'

const names = [
  '县域内基层医疗卫生机构诊疗人次数占比',
  '医保基金县域内支出占比（不含药店）',
  '参保人在县域内住院人均费用及增长率',
  '影像心电中心服务开展与心电设备村级覆盖率',
  '县域内四类慢性病过早死亡率',
  '牵头医院出院患者三四级手术比例',
  '家庭医生签约服务覆盖率',
  '平均住院日',
  '床位使用率',
  '重点病种县外就诊人次',
  '双向转诊下转率',
  '万人口全科医生数',
  '高血压规范管理率',
]
test.each(names)('%s is found by the initials of its pinyin', (name) => {
  const plain = name.replace(/[（）]/g, '')
  expect(meant(name, pinyin(plain, { pattern: 'first', toneType: 'none', type: 'array' }).join(''))).toBe(true)
})
test('a piece of a name or a run of initials is enough, and other letters find nothing', () => {
  expect(meant('平均住院日', '住院')).toBe(true)
  expect(meant('平均住院日', 'zyr')).toBe(true)
  expect(meant('M24-07', 'm24')).toBe(true)
  expect(meant('平均住院日', 'zyx')).toBe(false)
  expect(meant('平均住院日', '门诊')).toBe(false)
})
