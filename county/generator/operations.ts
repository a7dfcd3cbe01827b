/** Operations and procedures of the front page: ICD-9-CM-3 国家临床版 as written from knowledge, level 手术级别, incision 切口 (0 to 3), anaesthesia (CV06.00.103); level 0 is treatment, not surgery. */
export type Operation = { code: string; name: string; level: 0 | 1 | 2 | 3 | 4; incision: string; anaesthesia: string }

const TABLE = `angiography 88.5500 单根导管的冠状动脉造影术 3 0 35;gastroscopy 45.1600 胃镜下活组织检查 2 0 12;cholecystectomy 51.2300 腹腔镜下胆囊切除术 3 2 1;appendectomy 47.0100 腹腔镜下阑尾切除术 2 2 1;hernia 53.0500 单侧腹股沟疝无张力修补术 2 1 2;
haemorrhoid 49.4600 痔切除术 2 3 2;forearm 79.3200 桡骨骨折切开复位内固定术 3 1 31;femur 79.3500 股骨骨折切开复位内固定术 3 1 2;tibia 79.3600 胫骨骨折切开复位内固定术 3 1 2;vertebra 81.6600 经皮椎体球囊扩张成形术 3 1 35;clavicle 79.3900 锁骨骨折切开复位内固定术 2 1 31;
traction 93.4400 骨牵引 0 - -;dialysis 39.9500 血液透析 0 - -;craniotomy 01.2400 颅骨切开术 4 1 1;ureteroscopy 56.0x00 经尿道输尿管结石去除术 3 2 2;chemotherapy 99.2500 注射或输注癌瘤化学治疗药物 0 - -;acupuncture 99.9200 针灸 0 - -;drainage 34.0400 胸腔闭式引流术 1 1 35;
prostate 60.2900 经尿道前列腺切除术 3 2 2;cataract 13.4100 白内障超声乳化抽吸术 3 1 36;salpingectomy 66.6200 输卵管切除术伴去除输卵管妊娠 3 2 1;curettage 69.0200 流产后清宫术 1 2 12;hysterectomy 68.4900 经腹全子宫切除术 3 2 1;ovary 65.2500 腹腔镜卵巢囊肿切除术 3 2 1;
caesarean 74.1x01 剖宫产术，子宫下段横切口 2 2 2;episiotomy 73.6x00 会阴侧切缝合术 1 2 35;lobectomy 32.4100 胸腔镜下肺叶切除术 4 2 1;gastrectomy 43.7x00 胃大部切除术 4 2 1;oesophagus 42.4100 部分食管切除术 4 2 1;mastectomy 85.4300 单侧乳腺改良根治术 3 1 1;
colectomy 45.7500 左半结肠切除术 4 2 1;stent 36.0700 药物洗脱冠状动脉支架置入术 4 0 35;hip 81.5100 全髋关节置换术 4 1 1;knee 81.5400 全膝关节置换术 4 1 2;spine 81.0800 腰椎融合术 4 1 1;vitrectomy 14.7400 后入路玻璃体切割术 4 1 36;heart 35.7200 室间隔缺损修补术 4 1 1;thyroid 06.4x00 甲状腺全部切除术 3 1 1`

const operations = new Map(
  TABLE.split(/;\s*/).map((line) => {
    const [key = '', code = '', name = '', level, incision = '', anaesthesia = ''] = line.split(' ')
    return [key, { code, name, level: Number(level) as Operation['level'], incision, anaesthesia } satisfies Operation] as const
  }),
)

export const operationOf = (key: string): Operation => operations.get(key)!
