/** What the three invented counties look like; the generators unfold it. No place or person here exists. */

/** `villages` counts village committees (each with a clinic), `communities` the urban neighbourhoods of the county seat (no clinic of their own). A subdistrict (街道) has a community health centre. */
export type TownshipPlan = {
  slug: string
  code: string
  name: string
  population: number
  villages: number
  communities?: string[]
  central?: boolean
  beds: number
}

export type CountyPlan = {
  slug: string
  code: string
  name: string
  nameEn: string
  resident: number
  registered: number
  households: number
  hospitalBeds: number
  tcmBeds: number
  full: boolean
  /** A hospital for mothers and children, where the county is not a full one. */
  maternal?: boolean
  /** One of many: hardly more people by name than lead something. */
  small?: boolean
  townships: TownshipPlan[]
  /** A former township with its health centre, merged into another one. */
  merged?: { slug: string; code: string; name: string; into: string; last: string }
  seed: number
}

export const province = { slug: 'hd', code: '140000', name: '河东省', nameEn: 'Hedong Province' }
export const prefecture = { slug: 'lc', code: '141000', name: '岚川市', nameEn: 'Lanchuan City' }

const seat = ['东关社区', '西关社区', '南关社区', '北街社区', '新城社区']

export const blueprint: CountyPlan[] = [
  {
    slug: 'qy',
    code: '141099',
    name: '青原县',
    nameEn: 'Qingyuan County',
    resident: 95_000,
    registered: 104_200,
    households: 35_580,
    hospitalBeds: 200,
    tcmBeds: 80,
    full: true,
    seed: 141099,
    merged: { slug: 'hg', code: '141099203', name: '红沟乡', into: 'sq', last: '2023-06-30' },
    townships: [
      { slug: 'qh', code: '141099100', name: '清河镇', population: 36_000, villages: 12, communities: seat, beds: 6 },
      { slug: 'nl', code: '141099101', name: '南岭镇', population: 12_000, villages: 10, beds: 4 },
      { slug: 'sq', code: '141099102', name: '石桥镇', population: 14_500, villages: 11, central: true, beds: 6 },
      { slug: 'lq', code: '141099103', name: '柳泉镇', population: 10_500, villages: 9, central: true, beds: 5 },
      { slug: 'yf', code: '141099104', name: '云峰镇', population: 8_000, villages: 8, beds: 3 },
      { slug: 'dp', code: '141099200', name: '东坪乡', population: 5_500, villages: 7, beds: 2 },
      { slug: 'hs', code: '141099201', name: '槐树乡', population: 5_000, villages: 7, beds: 2 },
      { slug: 'bm', code: '141099202', name: '白马乡', population: 3_500, villages: 6, beds: 2 },
    ],
  },
  {
    slug: 'so',
    code: '141098',
    name: '松泉县',
    nameEn: 'Songquan County',
    resident: 24_000,
    registered: 27_100,
    households: 9_020,
    hospitalBeds: 60,
    tcmBeds: 20,
    full: false,
    seed: 141098,
    townships: [
      { slug: 'ml', code: '141098100', name: '马连镇', population: 13_000, villages: 5, communities: seat.slice(0, 2), beds: 4 },
      { slug: 'bq', code: '141098101', name: '北渠镇', population: 7_000, villages: 4, beds: 3 },
      { slug: 'qs', code: '141098200', name: '青杉乡', population: 4_000, villages: 3, beds: 2 },
    ],
  },
  {
    slug: 'sl',
    code: '141097',
    name: '石岭县',
    nameEn: 'Shiling County',
    resident: 18_000,
    registered: 20_300,
    households: 6_760,
    hospitalBeds: 50,
    tcmBeds: 15,
    full: false,
    seed: 141097,
    townships: [
      { slug: 'cz', code: '141097100', name: '赤柱镇', population: 9_500, villages: 5, communities: seat.slice(0, 2), beds: 3 },
      { slug: 'dw', code: '141097101', name: '大湾镇', population: 5_000, villages: 4, beds: 2 },
      { slug: 'xh', code: '141097200', name: '杏花乡', population: 3_500, villages: 3, beds: 2 },
    ],
  },
]

/** Slug, 中文, English, 诊疗科目 code (医疗机构诊疗科目名录, 卫医发〔1994〕27号) where the department treats or examines. */
type DepartmentPlan = [slug: string, zh: string, en: string, subject?: string]

export const departments = {
  hospital: [
    ['nk', '内科', 'Internal Medicine', '03'],
    ['xnk', '心血管内科', 'Cardiology', '03.04'],
    ['sjk', '神经内科', 'Neurology', '03.03'],
    ['wk', '外科', 'Surgery', '04'],
    ['gk', '骨科', 'Orthopaedics', '04.03'],
    ['fck', '妇产科', 'Obstetrics and Gynaecology', '05'],
    ['ek', '儿科', 'Paediatrics', '07'],
    ['zyk', '中医科', 'Chinese Medicine', '50'],
    ['jzk', '急诊科', 'Emergency Department', '20'],
    ['zzk', '重症医学科', 'Intensive Care', '28'],
    ['mzk', '麻醉科', 'Anaesthesia', '26'],
    ['txs', '血液透析室', 'Haemodialysis', '03.06'],
    ['kfk', '康复医学科', 'Rehabilitation', '21'],
    ['jyk', '检验科', 'Laboratory', '30'],
    ['yxk', '影像科', 'Imaging', '32'],
    ['xdt', '心电图室', 'Electrocardiography', '32.06'],
    ['csk', '超声科', 'Ultrasound', '32.05'],
    ['blk', '病理科', 'Pathology', '31'],
    ['yjk', '药剂科', 'Pharmacy'],
    ['xgz', '消毒供应中心', 'Sterile Supply'],
    ['ghc', '挂号收费处', 'Registration and Cashier'],
    ['bas', '病案统计室', 'Records and Statistics'],
    ['ywk', '医务科', 'Medical Affairs'],
    ['hlb', '护理部', 'Nursing'],
    ['xxk', '信息科', 'Information Technology'],
    ['zzb', '双向转诊办公室', 'Referral Office'],
  ],
  tcm: [
    ['nk', '内科', 'Internal Medicine', '03'],
    ['wk', '外科', 'Surgery', '04'],
    ['fck', '妇产科', 'Obstetrics and Gynaecology', '05'],
    ['ek', '儿科', 'Paediatrics', '07'],
    ['zyk', '中医科', 'Chinese Medicine', '50'],
    ['gsk', '骨伤科', 'Bone Setting and Traumatology', '50.07'],
    ['zjk', '针灸推拿科', 'Acupuncture and Massage', '50.11'],
    ['jzk', '急诊科', 'Emergency Department', '20'],
    ['jyk', '检验科', 'Laboratory', '30'],
    ['yxk', '影像科', 'Imaging', '32'],
    ['xdt', '心电图室', 'Electrocardiography', '32.06'],
    ['yjk', '药剂科', 'Pharmacy'],
    ['ghc', '挂号收费处', 'Registration and Cashier'],
  ],
  maternal: [
    ['fck', '妇产科', 'Obstetrics and Gynaecology', '05'],
    ['fbk', '妇女保健科', "Women's Health", '06'],
    ['ek', '儿科', 'Paediatrics', '07'],
    ['ebk', '儿童保健科', 'Child Health', '09'],
    ['jyk', '检验科', 'Laboratory', '30'],
    ['csk', '超声科', 'Ultrasound', '32.05'],
    ['ghc', '挂号收费处', 'Registration and Cashier'],
  ],
  cdc: [
    ['crb', '传染病防制科', 'Communicable Diseases'],
    ['mbk', '慢性病防制科', 'Chronic Diseases'],
    ['myk', '免疫规划科', 'Immunisation'],
    ['jyk', '检验科', 'Laboratory', '30'],
  ],
  emergency: [
    ['ddk', '调度科', 'Dispatch'],
    ['yqk', '院前急救科', 'Pre-hospital Care', '20'],
  ],
  bureau: [
    ['yzk', '医政医管股', 'Medical Administration'],
    ['jck', '基层卫生股', 'Primary Care'],
    ['ghk', '规划信息股', 'Planning and Information'],
  ],
  insurance: [
    ['jsk', '结算股', 'Settlement'],
    ['jhk', '基金稽核股', 'Fund Audit'],
  ],
  township: [
    ['qk', '全科', 'General Practice', '02'],
    ['zyk', '中医科', 'Chinese Medicine', '50'],
    ['gwk', '公共卫生科', 'Public Health', '01'],
    ['yjk', '医技科', 'Laboratory and Imaging', '30'],
  ],
  clinic: [['qk', '全科', 'General Practice', '02']],
} satisfies Record<string, DepartmentPlan[]>

export type DepartmentSet = keyof typeof departments
