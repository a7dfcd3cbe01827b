/** What institutions of each kind own. */
import { dayText } from './calendar.ts'
import type { Institution, Kind } from './places.ts'
import type { Setting } from './setting.ts'

/** Name, category, maker's model, department, price in 10 000 yuan, where (first letters: h hospital, t Chinese medicine, m maternal, w township, c clinic), how many at the county hospital. */
const THINGS = `X线计算机断层摄影设备,影像,CT-64,影像科,420,ht,1;磁共振成像系统,影像,MR-15T,影像科,860,h,1;数字化X线摄影系统,影像,DR-500,影像科|医技科,68,htw,2;彩色多普勒超声诊断仪,超声,US-80,超声科|影像科|医技科,75,htmw,4;心电图机,功能检查,ECG-12,心电图室|医技科|全科,3,htmw,4;
全自动生化分析仪,检验,BC-400,检验科|医技科,46,htmw,2;血细胞分析仪,检验,HA-5,检验科|医技科,12,htmw,2;血液透析机,治疗,HD-08,血液透析室,18,h,10;呼吸机,急救,VT-60,重症医学科|急诊科,22,ht,6;除颤监护仪,急救,DF-3,急诊科|全科,5,htw,4;麻醉机,手术,AN-70,麻醉科|外科,26,htm,3;
电子胃肠镜系统,内镜,EN-29,内科,88,ht,1;新生儿暖箱,妇幼,NI-2,儿科,4,hm,3;胎儿监护仪,妇幼,FM-9,妇产科,3,hm,3;健康一体机,基层,HK-1,全科,1.8,wc,1;远程心电采集终端,基层,RE-1,全科,0.6,wc,1`
const LETTER: Readonly<Record<Kind, string>> = { hospital: 'h', tcm: 't', maternal: 'm', township: 'w', clinic: 'c', outside: '-' }

export function equipmentOf({ places, window, random }: Setting) {
  const r = random('equipment')
  return places.all
    .filter((i) => i.where === 1)
    .flatMap((at) => {
      let n = 0
      return THINGS.split(/;\s*/).flatMap((line) => {
        const [name = '', category = '', model = '', where = '', price, kinds = '', count] = line.split(',')
        if (!kinds.includes(LETTER[at.kind])) return []
        return Array.from({ length: at.kind === 'hospital' ? Number(count) : 1 }, () => {
          const from = window.first - r.whole(100, 3000)
          const stopped = r.unit() < 0.03
          return {
            ...{
              机构代码: at.code,
              设备编号: `${at.code}-E${String(++n).padStart(3, '0')}`,
              设备名称: name,
              类别: category,
              型号: model,
              厂家: '岚川医疗器械厂',
            },
            ...{
              科室代码: departmentCode(at, where),
              启用日期: dayText(from),
              停用日期: stopped ? dayText(Math.max(window.first - 60, from)) : '',
              状态: stopped ? '停用' : '在用',
            },
            原值: Math.round(Number(price) * 1_000_000),
          }
        })
      })
    })
}

const departmentCode = (at: Institution, names: string) => at.departments.find((d) => names.split('|').includes(d.name))?.code ?? ''
