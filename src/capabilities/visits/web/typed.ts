/** What is typed into the vital-sign fields, read as numbers. Pure; forgiving of full-width keys and of missing points, never of doubt. */

const half = (text: string) =>
  text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replaceAll('。', '.')
    .trim()

/** A number as a Chinese input method may leave it (`３６。５`); undefined when it is none. */
export function readNumber(text: string): number | undefined {
  const typed = half(text)
  return /^\d{1,4}(\.\d{1,2})?$/.test(typed) ? Number(typed) : undefined
}

/** A temperature in ℃; three digits without a point are tenths (`365` → 36.5), since no body has 300 ℃. */
export function readTemperature(text: string): number | undefined {
  const value = readNumber(text)
  return value !== undefined && value >= 300 && Number.isInteger(value) ? value / 10 : value
}

export type Pressure = { systolic: number; diastolic: number }

/**
 * Blood pressure in mmHg: `152/94`, `152-94`, `152 94`, or digits alone: four are 2 + 2, five 3 + 2, six 3 + 3 (`15294`, `9860`, `200110`).
 * Undefined when it is not two numbers; whether they are possible is the shape's business.
 */
export function readPressure(text: string): Pressure | undefined {
  const typed = half(text)
  const two =
    /^(\d{2,3})(?:\s*[/\-\\,、.+*]\s*|\s+)(\d{2,3})$/.exec(typed) ?? /^(?=\d{4,6}$)(\d{2,3}?)(\d{2}|(?<=^\d{3})\d{3})$/.exec(typed)
  return two ? { systolic: Number(two[1]), diastolic: Number(two[2]) } : undefined
}
