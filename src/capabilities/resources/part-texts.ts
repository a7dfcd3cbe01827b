import { defineTexts } from '../../kernel/grammar/texts.ts'

/** What the parts of staff, postings, equipment and institutions count. */
export const partTexts = defineTexts({
  physicians: ['执业（助理）医师', 'Physicians, assistants included'],
  licensed: ['执业医师', 'Physicians'],
  villageDoctors: ['乡村医生', 'Village doctors'],
  nurses: ['注册护士', 'Registered nurses'],
  generalPractitioners: ['注册全科的执业（助理）医师', 'Physicians registered for general practice'],
  senior: ['高级职称执业（助理）医师', 'Physicians with a senior title'],
  middle: ['中级及以上职称执业（助理）医师', 'Physicians of intermediate title and above'],
  publicHealth: ['专业公共卫生机构在岗人员', 'Staff of public-health institutions'],
  scarceStaff: ['麻醉、儿科、重症、病理、中医科室医师', 'Physicians of the five scarce specialties'],
  paidStaff: ['当月报了薪酬的机构的在岗人数', 'Staff of institutions that reported pay for the month'],
  postedMiddle: ['在派驻的中级及以上医师', 'Posted physicians of intermediate title and above'],
  postedLong: ['派驻满 6 个月的中级及以上医师', 'The same, posted for six months or more'],
  postedDays: ['中级及以上医师每周派驻天数（百分之一天）', 'Their days a week (hundredths)'],
  postedByCounty: ['县级医院派驻的执业医师', 'Physicians posted by county hospitals'],
  clinicsWithEcg: ['有在用心电设备的村卫生室', 'Village clinics with an ECG device in use'],
  clinics: ['村卫生室', 'Village clinics'],
  centres: ['乡镇卫生院、社区卫生服务中心（站）', 'Township and community centres'],
})
