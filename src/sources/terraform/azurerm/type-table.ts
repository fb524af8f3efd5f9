import type { Field } from './field.ts'

/** What a type of the provider is in ARM, where arguments become properties one by one. */
export interface TypeTable {
  readonly type: string
  readonly fields: readonly Field[]
}
