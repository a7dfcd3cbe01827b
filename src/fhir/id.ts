/** R4 Datatypes, id: as part of a pattern. */
export const ID = '[A-Za-z0-9\\-.]{1,64}'

const whole = new RegExp(`^${ID}$`)
/** Whether a text can be the id of a resource. */
export const isId = (text: string): boolean => whole.test(text)
