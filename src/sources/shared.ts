import type { Fields } from '../values/fields.ts'

/** A reader of a map that most objects do not state: what it then says is the same everywhere, and is shared. */
export function sharedIfAbsent<T>(read: (fields: Fields) => T): (fields: Fields) => T {
  let absent: T | undefined
  return (fields) => (fields.exists ? read(fields) : (absent ??= read(fields)))
}
