/** A misuse that only data can show; `compilePath` adds expression and position. */
export class Misuse extends Error {}

/** An expression that cannot be compiled, or that meets data it may not meet (several values where one is allowed). */
export class PathError extends Error {
  readonly expression: string
  /** 0-based character offset in `expression`. */
  readonly position: number

  constructor(problem: string, expression: string, position: number) {
    super(`${problem} at ${position} in “${expression}”`)
    this.name = 'PathError'
    this.expression = expression
    this.position = position
  }
}
