/** What Chromium 88–97 lack of the few newer methods that shared code uses; the bundle test refuses all others. Loaded first. */
function add<T extends object, K extends keyof T>(target: T, name: K, value: T[K]) {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true })
}
function at<T>(this: ArrayLike<T>, index: number): T | undefined {
  const place = Math.trunc(index) || 0
  return this[place < 0 ? this.length + place : place]
}
function findLast<T>(this: ArrayLike<T>, test: (value: T, index: number, all: T[]) => unknown): T | undefined {
  for (let place = this.length - 1; place >= 0; place--) if (test(this[place] as T, place, this as T[])) return this[place]
  return undefined
}

/** Puts them in where they are missing; `array` and `object` are given by the test. */
export function mend(array: Pick<unknown[], 'at' | 'findLast'> = Array.prototype, object: Pick<ObjectConstructor, 'hasOwn'> = Object) {
  add(array, 'at', at)
  add(array, 'findLast', findLast)
  add(object, 'hasOwn', (owner: object, name: PropertyKey) => Object.hasOwn(owner, name))
}
mend()
