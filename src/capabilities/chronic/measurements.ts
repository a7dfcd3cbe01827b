/**
 * What a follow-up may measure: LOINC code, UCUM unit, and the limits outside of which a value is a slip of the key, not a patient. The limits are wide on purpose [U]:
 * the highest blood pressure ever published is 370/360 mmHg (Narloch 1995), glucose over 60 mmol/L and HbA1c over 25 % are beyond what routine devices show.
 */
export const measurements = {
  systolic: { code: '8480-6', unit: 'mm[Hg]', low: 40, high: 370, text: ['收缩压', 'Systolic'] },
  diastolic: { code: '8462-4', unit: 'mm[Hg]', low: 20, high: 360, text: ['舒张压', 'Diastolic'] },
  /** In whole blood from the finger, as follow-ups measure it. */
  glucose: { code: '76629-5', unit: 'mmol/L', low: 0.5, high: 60, text: ['空腹血糖', 'Fasting glucose'] },
  hba1c: { code: '4548-4', unit: '%', low: 2, high: 25, text: ['糖化血红蛋白', 'HbA1c'] },
  weight: { code: '29463-7', unit: 'kg', low: 1, high: 400, text: ['体重', 'Weight'] },
} as const
export type Measurement = keyof typeof measurements
