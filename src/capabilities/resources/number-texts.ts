import { defineTexts } from '../../kernel/grammar/texts.ts'

/** Names, definitions and readings of the indicators of staff, beds, equipment and monthly figures. */
export const numberTexts = defineTexts({
  // staff
  staffCount: ['在岗人数', 'Staff'],
  staffCountDefinition: [
    '期末在岗人数，按人员名册：入职日期至离职日期（含当日）。派驻来的人员不计入派驻机构。',
    'People employed on the last day of the period, from the staff list: first to last day, both included. Those posted from elsewhere are not counted where they are posted.',
  ],
  physiciansPer1000: ['每千常住人口执业（助理）医师数', 'Physicians per 1 000 residents'],
  physiciansPer1000Definition: [
    '期末在岗执业医师与执业助理医师 ÷ 期末常住人口 × 1000。乡村医生不计。乡镇按机构所在地。',
    'Physicians and assistant physicians employed at the end of the period ÷ residents × 1 000. Village doctors are not counted. Townships by where institutions lie.',
  ],
  licensedOnly: ['只计执业医师', 'Physicians only'],
  withVillageDoctors: ['含乡村医生', 'With village doctors'],
  nursesPer1000: ['每千常住人口注册护士数', 'Nurses per 1 000 residents'],
  nursesPer1000Definition: [
    '期末在岗注册护士 ÷ 期末常住人口 × 1000。',
    'Registered nurses employed at the end of the period ÷ residents × 1 000.',
  ],
  nursesPerPhysician: ['医护比（1 : n）', 'Nurses per physician'],
  nursesPerPhysicianDefinition: [
    '期末注册护士 ÷ 期末执业（助理）医师，即 1 名医师配 n 名护士。',
    'Registered nurses ÷ physicians (assistant physicians included) at the end of the period.',
  ],
  nursesPerBed: ['床护比（1 : n）', 'Nurses per bed'],
  nursesPerBedDefinition: ['期末注册护士 ÷ 期末实有床位。', 'Registered nurses ÷ beds at the end of the period.'],
  gpsPer10000: ['每万常住人口全科医生数', 'General practitioners per 10 000 residents'],
  gpsPer10000Definition: [
    '期末在岗、注册为全科医学专业的执业（助理）医师 ÷ 期末常住人口 × 10000。',
    'Physicians registered for general practice and employed at the end of the period ÷ residents × 10 000.',
  ],
  atPrimary: ['只计基层机构', 'Primary institutions only'],
  publicHealthStaff: ['每万常住人口专业公共卫生机构人员数', 'Public-health staff per 10 000 residents'],
  publicHealthStaffDefinition: [
    '疾控、妇幼保健、急救、采供血、专科疾病防治、卫生监督机构的期末在岗人数 ÷ 期末常住人口 × 10000。机构按 WS 218 类别 E、F、G、H、J、K 认定。',
    'Staff of disease control, maternal and child health, emergency, blood, specialised prevention and inspection institutions (WS 218 types E, F, G, H, J, K) at the end of the period ÷ residents × 10 000.',
  ],
  seniorPhysicians: ['高级职称医师占比', 'Physicians with a senior title'],
  seniorPhysiciansDefinition: [
    '正高、副高职称的执业（助理）医师 ÷ 执业（助理）医师 × 100%，期末在岗。',
    'Physicians with a senior or associate senior title ÷ physicians, employed at the end of the period.',
  ],
  middlePhysicians: ['中级及以上', 'Intermediate and above'],
  scarcePhysicians: ['麻醉、儿科、重症、病理、中医医师占比', 'Physicians of scarce specialties'],
  scarcePhysiciansDefinition: [
    '县级医院麻醉、儿科、重症、病理、中医五类科室的医师 ÷ 全部医师 × 100%。按所在科室名称认定，人员名册须填科室。',
    'Physicians of county-level hospitals in departments of anaesthesia, paediatrics, intensive care, pathology and Chinese medicine ÷ all physicians. Told by the name of the department; the staff list must name it.',
  ],
  anaesthesia: ['麻醉', 'Anaesthesia'],
  paediatrics: ['儿科', 'Paediatrics'],
  intensive: ['重症', 'Intensive care'],
  pathology: ['病理', 'Pathology'],
  chineseMedicine: ['中医', 'Chinese medicine'],
  postedPer10000: ['每万常住人口基层派驻中级及以上医师数', 'Posted physicians per 10 000 residents'],
  postedPer10000Definition: [
    '期末正在基层派驻的、二级及以上医院和妇幼保健机构派出的中级及以上职称执业医师 ÷ 期末常住人口 × 10000，同一人只计一次。派出机构按类别认定（医院、妇幼保健院），名册没有等级。',
    'Physicians of intermediate title and above whom level-2 and higher hospitals or maternal centres have posted to primary institutions, on the last day of the period, each once ÷ residents × 10 000. Senders are told by their type (hospital, maternal centre): rows have no grade.',
  ],
  postedAtEnd: ['期末在派驻', 'Posted on the last day'],
  postedHalfYear: ['派驻满 6 个月', 'Posted for 6 months or more'],
  postedHalfYearDefinition: [
    '同上，只计约定派驻期满 6 个月及以上的（没有结束日期的视为长期）。',
    'The same, only postings agreed for six months or more (an open end counts as long).',
  ],
  postedMean: ['按派驻月数折算', 'By months of posting'],
  postedMeanDefinition: [
    '各月末派驻人数的平均：派驻 6 个月的医师在全年计 0.5 人。',
    'Mean of the ends of the months: a physician posted for six months counts half in a year.',
  ],
  postedFullTime: ['按每周天数折算', 'Full-time equivalents'],
  postedFullTimeDefinition: [
    '每周天数 ÷ 5 之和，各月末平均 ÷ 常住人口 × 10000；没填每周天数的不计。',
    'Sum of days a week ÷ 5, mean of the months ÷ residents × 10 000; postings that do not name their days do not count.',
  ],
  postedPhysicians: ['县级医院对基层派驻医师数', 'Physicians posted by county hospitals'],
  postedPhysiciansDefinition: [
    '期末正在基层派驻的、本县医院和妇幼保健机构派出的执业医师人数，不论职称，同一人只计一次。',
    'Physicians of any title whom hospitals and the maternal centre of the county have posted to primary institutions, on the last day of the period, each once.',
  ],
  incomeRatio: ['基层与牵头医院人均收入比值', 'Income per head, primary to lead hospital'],
  incomeRatioDefinition: [
    '基层医疗卫生机构人均应发薪酬 ÷ 牵头医院人均应发薪酬。人均 = 当期应发薪酬（PAY_TOTAL）之和 ÷ 各月末在岗人数的平均，只计当月报了薪酬的机构；村卫生室不报薪酬，不在内。',
    'Pay due per head of primary institutions ÷ that of the lead hospital. Per head: sum of pay due (PAY_TOTAL) ÷ mean staff at the ends of months, only of institutions that reported pay in the month; village clinics report none.',
  ],
  againstCounty: ['与全部县级医院比', 'Against all county hospitals'],
  basicPay: ['只比基本薪酬', 'Basic pay only'],
  // equipment
  villageEcg: ['心电设备村级覆盖率', 'Village clinics with an ECG device'],
  villageEcgDefinition: [
    '期末有在用心电设备（设备名称含“心电”，监护仪除外）的村卫生室 ÷ 村卫生室 × 100%。停用、报废而无日期的不计。',
    'Village clinics with an ECG device in use on the last day of the period (its name says ECG; monitors do not count) ÷ village clinics. What is out of use without a date does not count.',
  ],
  ecgUnseen: ['设备借用、损坏而名册未改的看不出来。', 'Devices that are lent or broken while the list says otherwise cannot be seen.'],
  diagnosticCentres: ['影像、心电中心为基层服务', 'Imaging and ECG centres serve primary care'],
  diagnosticCentresDefinition: [
    '牵头机构填报影像中心、心电中心是否为基层服务：“是”的项数 ÷ 填报的项数。100% 即两个中心都已开展。填报的结果 12 个月内有效。',
    'Whether the imaging and the ECG centre serve primary care, as the lead institution reports: answers yes ÷ answers. 100 %: both do. An answer stands for 12 months at most.',
  ],
  imagingCentre: ['只看影像中心', 'Imaging centre'],
  ecgCentre: ['只看心电中心', 'ECG centre'],
  // beds
  openBedDays: ['实际开放总床日数', 'Open bed-days'],
  openBedDaysDefinition: [
    '统计期内每日夜晚 12 点开放病床数之和，不论是否被占用；临时加床不计。机构自报合计的，以机构为准，否则为各科室之和。',
    "Beds open at midnight, summed over the days, occupied or not; beds added for the moment are not counted. The institution's own total where it reports one, else the sum of its departments.",
  ],
  bedUse: ['病床使用率', 'Bed use'],
  bedUseDefinition: [
    '实际占用总床日数 ÷ 实际开放总床日数 × 100%。临时加床计入占用而不计入开放，所以可以超过 100%。',
    'Occupied bed-days ÷ open bed-days × 100 %. Beds added for the moment count as occupied and not as open, so it may exceed 100 %.',
  ],
  primaryBedUse: ['基层机构床位使用率', 'Bed use of primary institutions'],
  primaryBedUseDefinition: [
    '基层医疗卫生机构实际占用总床日数 ÷ 实际开放总床日数 × 100%。',
    'Occupied bed-days ÷ open bed-days of primary institutions × 100 %.',
  ],
  bedsPer1000: ['每千常住人口床位数', 'Beds per 1 000 residents'],
  bedsPer1000Definition: [
    '最后一个月报告的实有床位 ÷ 期末常住人口 × 1000。当月没有床位月报的机构不在内。',
    'Beds reported for the last month ÷ residents × 1 000. An institution without a bed report for that month is not in it.',
  ],
  approvedBeds: ['编制床位', 'Beds approved'],
  averageBeds: ['平均开放病床数', 'Average open beds'],
  averageBedsDefinition: [
    '实际开放总床日数 ÷ 当月天数，多个月取各月平均。',
    'Open bed-days ÷ days of the month; the mean of the months of a longer period.',
  ],
  bedTurnover: ['病床周转次数', 'Bed turnover'],
  bedTurnoverDefinition: [
    '出院人次 ÷ 同期平均开放病床数。出院人次来自病案首页，床位来自床位月报。',
    'Discharges (front pages) ÷ average open beds (bed reports) of the same period.',
  ],
  waitingInterval: ['病床周转间隔', 'Waiting bed interval'],
  waitingIntervalDefinition: [
    '（实际开放总床日数 − 实际占用总床日数）÷ 出院人次，单位：天。',
    '(Open bed-days − occupied bed-days) ÷ discharges, in days.',
  ],
  // consortium, entered by hand
  unified: ['资源统一管理', 'Unified management of resources'],
  unifiedDefinition: [
    '牵头机构填报（UNIFIED）：人员、财务、业务、药品、信息统一管理有书面制度并已运行为“是”。值为“是”的医共体占比，一个医共体即 100% 或 0。12 个月内有效。',
    'Reported by the lead institution (UNIFIED): yes where staff, finance, operations, drugs and information are managed as one, in writing and in practice. Share of consortia that say yes: with one, 100 % or 0. Stands for 12 months at most.',
  ],
  democratic: ['医共体内部民主决策', 'Democratic decisions'],
  democraticDefinition: [
    '牵头机构填报（DEMOCRATIC）：有章程、会议记录，成员单位参与决策为“是”。值为“是”的医共体占比。12 个月内有效。',
    'Reported by the lead institution (DEMOCRATIC): yes where charter and minutes exist and members take part. Share of consortia that say yes. Stands for 12 months at most.',
  ],
  coordinated: ['服务协同联动', 'Coordinated services'],
  coordinatedDefinition: [
    '牵头机构填报（COORDINATED）：转诊、共享中心、医防协同已运行为“是”。值为“是”的医共体占比。12 个月内有效。',
    'Reported by the lead institution (COORDINATED): yes where referral, shared centres and prevention work together. Share of consortia that say yes. Stands for 12 months at most.',
  ],
  contractCover: ['家庭医生签约覆盖率', 'Family-doctor contract coverage'],
  contractCoverDefinition: [
    '期末有效签约人数（FD_SIGNED，基层机构填报）÷ 期末常住人口 × 100%。',
    'Residents with a valid contract at the end of the period (FD_SIGNED, reported by primary institutions) ÷ residents.',
  ],
  keyContractCover: ['重点人群签约覆盖率', 'Contract coverage of key groups'],
  keyContractCoverDefinition: [
    '重点人群有效签约人数（FD_KEY_SIGNED）÷ 重点人群人数（FD_KEY）× 100%，基层机构填报，取期末。',
    'Persons in key groups with a valid contract (FD_KEY_SIGNED) ÷ persons in key groups (FD_KEY), as primary institutions report, at the end of the period.',
  ],
  newTechniques: ['帮助基层开展新技术、新项目数', 'New techniques brought to primary care'],
  newTechniquesDefinition: [
    '牵头医院填报（NEW_TECH）当期帮助基层新开展的技术和项目数之和。',
    'Techniques and services newly brought to primary care in the period, as the lead hospital reports (NEW_TECH).',
  ],
  capableCentres: ['达到服务能力标准的基层机构占比', 'Primary institutions that meet the capability standard'],
  capableCentresDefinition: [
    '期末填报达到基本标准（STD_BASIC）的乡镇卫生院、社区卫生服务中心（站）÷ 全部乡镇卫生院、社区卫生服务中心（站）× 100%；未填报的按未达到计。',
    'Township and community centres that report to meet the basic standard (STD_BASIC) ÷ all of them; one that reports nothing counts as not meeting it.',
  ],
  basicStandard: ['基本标准', 'Basic standard'],
  recommendedStandard: ['推荐标准', 'Recommended standard'],
  recommendedStandardDefinition: [
    '期末填报达到推荐标准（STD_RECOMMENDED）的乡镇卫生院、社区卫生服务中心（站）÷ 全部 × 100%。',
    'Township and community centres that report to meet the recommended standard (STD_RECOMMENDED) ÷ all of them.',
  ],
  // money
  revenue: ['总收入', 'Total revenue'],
  revenueDefinition: [
    '机构按月填报的总收入（REV_TOTAL）之和。',
    'Sum of the total revenue (REV_TOTAL) that institutions report by the month.',
  ],
  drugShare: ['药品收入占医疗收入比重', 'Drug share of medical revenue'],
  drugShareDefinition: [
    '药品收入（REV_DRUG）÷ 医疗收入（REV_MED）× 100%，按机构填报的月度数据；含中药饮片。',
    'Drug revenue (REV_DRUG) ÷ medical revenue (REV_MED) × 100 %, from the monthly figures of institutions; herbal pieces included.',
  ],
  serviceShare: ['医疗服务收入占医疗收入比例', 'Medical service share of medical revenue'],
  serviceShareDefinition: [
    '（医疗收入 − 药品收入 − 卫生材料收入 − 检查检验收入）÷ 医疗收入 × 100%。',
    '(Medical revenue − drugs − consumables − examinations and tests) ÷ medical revenue.',
  ],
  computed: ['按差额计算', 'By subtraction'],
  asReported: ['按填报的医疗服务收入', 'As reported'],
  asReportedDefinition: ['医疗服务收入（REV_SERVICE）÷ 医疗收入 × 100%。', 'Medical service revenue (REV_SERVICE) ÷ medical revenue.'],
  countyHospitals: ['县级医院', 'County hospitals'],
  primary: ['基层机构', 'Primary institutions'],
  fiscalShare: ['财政补助收入占总收入比例', 'Government subsidy share of revenue'],
  fiscalShareDefinition: [
    '财政补助收入（REV_FISCAL）÷ 总收入（REV_TOTAL）× 100%。',
    'Government subsidy (REV_FISCAL) ÷ total revenue (REV_TOTAL).',
  ],
  staffCostShare: ['人员经费占业务支出比例', 'Staff share of expenditure'],
  staffCostShareDefinition: [
    '人员支出（EXP_STAFF）÷ 总支出（EXP_TOTAL）× 100%。',
    'Staff expenditure (EXP_STAFF) ÷ total expenditure (EXP_TOTAL).',
  ],
  staffCostOfActivity: ['人员经费占医疗活动费用比例', 'Staff share of the cost of medical activity'],
  staffCostOfActivityDefinition: [
    '县级医院人员支出（EXP_STAFF）÷ 医疗活动费用（EXP_ACTIVITY）× 100%。',
    'Staff expenditure ÷ cost of medical activity (EXP_ACTIVITY) of county-level hospitals.',
  ],
  margin: ['医疗盈余率', 'Operating margin'],
  marginDefinition: [
    '县级医院（医疗活动收入 − 医疗活动费用）÷ 医疗活动收入 × 100%（REV_ACTIVITY、EXP_ACTIVITY）。',
    '(Income − cost of medical activity) ÷ income of medical activity (REV_ACTIVITY, EXP_ACTIVITY) of county-level hospitals.',
  ],
  debtRatio: ['资产负债率', 'Debt ratio'],
  debtRatioDefinition: [
    '县级医院期末负债合计 ÷ 资产合计 × 100%（DEBT、ASSET，取最近一次填报）。',
    'Liabilities ÷ assets of county-level hospitals at the end of the period (DEBT, ASSET as last reported).',
  ],
  energy: ['万元收入能耗支出', 'Energy cost per 10 000 yuan of revenue'],
  energyDefinition: [
    '县级医院能耗支出（EXP_ENERGY）÷ 总收入 × 10000，单位：元。',
    'Energy expenditure (EXP_ENERGY) ÷ total revenue × 10 000, in yuan, of county-level hospitals.',
  ],
  fundShare: ['医疗收入中来自医保基金的比例', 'Insurance share of medical revenue'],
  fundShareDefinition: [
    '县级医院医疗收入中医保基金支付（REV_FUND）÷ 医疗收入 × 100%。',
    'Medical revenue paid by insurance funds (REV_FUND) ÷ medical revenue of county-level hospitals.',
  ],
  revenueGrowth: ['医疗收入增幅', 'Growth of medical revenue'],
  revenueGrowthDefinition: [
    '县级医院（本期医疗收入 − 上年同期医疗收入）÷ 上年同期医疗收入 × 100%。',
    '(Medical revenue − that of the same period a year before) ÷ that of a year before, county-level hospitals.',
  ],
  trainingShare: ['人才培养经费投入占比', 'Training share of expenditure'],
  trainingShareDefinition: [
    '县级医院人才培养经费（EXP_TRAINING）÷ 总支出 × 100%。',
    'Training expenditure (EXP_TRAINING) ÷ total expenditure of county-level hospitals.',
  ],
  // quality and satisfaction, entered by hand
  essentialDrugs: ['基本药物采购金额占比', 'Essential drugs in purchases'],
  essentialDrugsDefinition: [
    '县级医院基本药物采购金额 ÷ 药品采购金额 × 100%（DRUG_ESSENTIAL、DRUG_PURCHASE）。',
    'Purchases of essential drugs ÷ drug purchases of county-level hospitals (DRUG_ESSENTIAL, DRUG_PURCHASE).',
  ],
  winningDrugs: ['集采中标药品金额占比', 'Central-procurement winners in purchases'],
  winningDrugsDefinition: [
    '县级医院集采中标药品采购金额 ÷ 同种药品采购金额 × 100%（DRUG_WON、DRUG_SAME）。',
    'Purchases of winning drugs ÷ purchases of all drugs of the same name, county-level hospitals (DRUG_WON, DRUG_SAME).',
  ],
  keyDrugs: ['重点监控药品收入占比', 'Key-monitored drugs in drug revenue'],
  keyDrugsDefinition: [
    '县级医院重点监控药品收入（REV_KEY_DRUG）÷ 药品收入 × 100%。',
    'Revenue of key-monitored drugs (REV_KEY_DRUG) ÷ drug revenue of county-level hospitals.',
  ],
  keyConsumables: ['重点监控高值医用耗材收入占比', 'Key-monitored consumables in consumables revenue'],
  keyConsumablesDefinition: [
    '县级医院重点监控高值医用耗材收入（REV_KEY_CONSUMABLE）÷ 卫生材料收入 × 100%。',
    'Revenue of key-monitored high-value consumables (REV_KEY_CONSUMABLE) ÷ consumables revenue of county-level hospitals.',
  ],
  emrGrade: ['电子病历应用功能水平分级', 'Grade of the electronic medical record'],
  emrGradeDefinition: [
    '县级医院填报的等级（EMR_GRADE，0–8 级）；多家医院取平均。',
    'Grade 0–8 as county-level hospitals report (EMR_GRADE); the mean of several hospitals.',
  ],
  eqaJoined: ['室间质评项目参加率', 'External quality assessment: participation'],
  eqaJoinedDefinition: [
    '县级医院参加室间质评的项目数 ÷ 开展室间质评的项目数 × 100%（EQA_JOINED、EQA_OFFERED）。',
    'Items that took part ÷ items offered, county-level hospitals (EQA_JOINED, EQA_OFFERED).',
  ],
  eqaPassed: ['室间质评项目合格率', 'External quality assessment: passed'],
  eqaPassedDefinition: [
    '县级医院室间质评合格的项目数 ÷ 参加的项目数 × 100%（EQA_PASSED、EQA_JOINED）。',
    'Items that passed ÷ items that took part, county-level hospitals (EQA_PASSED, EQA_JOINED).',
  ],
  satisfaction: ['患者满意度', 'Patient satisfaction'],
  satisfactionDefinition: [
    '机构填报的门诊、住院患者满意度（SAT_OP、SAT_IP）的简单平均，不按人次加权。',
    'Plain mean of outpatient and inpatient satisfaction as institutions report them (SAT_OP, SAT_IP), not weighted by patients.',
  ],
  outpatients: ['门诊患者', 'Outpatients'],
  inpatients: ['住院患者', 'Inpatients'],
  staffSatisfaction: ['医务人员满意度', 'Staff satisfaction'],
  staffSatisfactionDefinition: [
    '机构填报的员工满意度（SAT_STAFF）的简单平均。',
    'Plain mean of staff satisfaction as institutions report it (SAT_STAFF).',
  ],
  byHand: ['按机构填报，没有可核对的明细。', 'As institutions report it; there are no single rows to check it against.'],
})
