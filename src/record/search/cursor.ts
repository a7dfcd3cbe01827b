/** Where a page ends: the sort values of its last document, its type (searches of several types) and id. */
export type Place = { values: readonly (string | number | null)[]; type: string; id: string }

export class BadCursor extends Error {}

/** A place as the opaque text of a next link. */
export const encodeCursor = ({ values, type, id }: Place): string =>
  Buffer.from(JSON.stringify([type, id, ...values])).toString('base64url')

/** @throws BadCursor when the text is not one of ours */
export function decodeCursor(text: string): Place {
  try {
    const [type, id, ...values] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (
      typeof type === 'string' &&
      typeof id === 'string' &&
      values.every((v) => v === null || typeof v === 'string' || typeof v === 'number')
    )
      return { values: values as Place['values'], type, id }
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error
  }
  throw new BadCursor('the page parameter is not from a link of this server')
}
