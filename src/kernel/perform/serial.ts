let made = 0
const serials = new WeakMap<object, number>()
/** A number for an object that is another one when anything in it changes. */
export function serialOf(one: object): number {
  const known = serials.get(one) ?? ++made
  serials.set(one, known)
  return known
}
