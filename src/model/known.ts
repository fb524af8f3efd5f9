import type { Document, Origin } from './origin.ts'

/**
 * A value of the platform and how we know it. There is no third way between knowing and not knowing: an expression
 * that nobody resolved is `hidden`, and no check can read a value out of it.
 */
export type Known<T> = Stated<T> | Default<T> | Hidden

/**
 * A place that is a value's origin and the value itself: most values of a platform are stated, and one object for both
 * halves what they take. Copies made with `{ ...known }` would lose `origin`, which the type of a class forbids.
 */
class Placed {
  declare readonly document: Document
  declare readonly start: number
  declare readonly end: number

  constructor({ document, start, end }: Origin) {
    this.document = document
    this.start = start
    this.end = end
  }

  get origin(): Origin {
    return this
  }
}

/** Written down, at its origin. */
export class Stated<T> extends Placed {
  declare readonly value: T

  constructor(value: T, origin: Origin) {
    super(origin)
    this.value = value
  }

  get state(): 'stated' {
    return 'stated'
  }
}

/** Not written down; what the platform then does. */
export interface Default<T> {
  readonly state: 'default'
  readonly value: T
}

/** Written down, but not readable: a template expression, a substitution, a value of the wrong type. */
export class Hidden extends Placed {
  declare readonly reason: string

  constructor(reason: string, origin: Origin) {
    super(origin)
    this.reason = reason
  }

  get state(): 'hidden' {
    return 'hidden'
  }
}

const notSet: Default<undefined> = { state: 'default', value: undefined }
const isFalse: Default<false> = { state: 'default', value: false }
const isTrue: Default<true> = { state: 'default', value: true }

/** The default of every optional field without a platform default. */
export function unset(): Default<undefined> {
  return notSet
}

export function stated<T>(value: T, origin: Origin): Stated<T> {
  return new Stated(value, origin)
}

/** The common defaults are shared: most fields of most objects are not stated. */
export function byDefault<T>(value: T): Default<T> {
  if (value === undefined) return notSet as Default<T>
  if (value === false) return isFalse as Default<T>
  if (value === true) return isTrue as Default<T>
  return { state: 'default', value }
}

export function hidden(reason: string, origin: Origin): Hidden {
  return new Hidden(reason, origin)
}

/** The value, or nothing where it is hidden. For questions whose answer does not decide a verdict. */
export function valueOf<T>(known: Known<T>): T | undefined {
  return known.state === 'hidden' ? undefined : known.value
}

/** True where the value is known and equals one given. */
export function isKnown<T>(known: Known<T>, value: T): boolean {
  return known.state !== 'hidden' && known.value === value
}

/** Whether it is a value, or may be as far as anybody can tell. */
export function mayBe<T>(known: Known<T>, value: T): boolean {
  return known.state === 'hidden' || known.value === value
}

/** Where the value stands; nothing for defaults. */
export function originOf(known: Known<unknown>): Origin | undefined {
  return known.state === 'default' ? undefined : known.origin
}

/** The first that is written down, else the last: how a container's field overrides its pod's. */
export function override<T>(own: Known<T>, inherited: Known<T>): Known<T> {
  return own.state === 'default' ? inherited : own
}

/** A default that holds because of what stands elsewhere: that is the place to look at. */
export function dueTo<T>(known: Known<T>, cause: Known<unknown>): Known<T> {
  return known.state === 'default' && cause.state === 'stated' ? stated(known.value, cause) : known
}

/** Applies a function to a value that can be read. */
export function mapKnown<T, U>(known: Known<T>, apply: (value: T) => U): Known<U> {
  if (known.state === 'hidden') return known
  const value = apply(known.value)
  return known.state === 'default' ? byDefault(value) : stated(value, known)
}
