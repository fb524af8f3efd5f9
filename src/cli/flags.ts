import { parseArgs } from 'node:util'

import { hint } from '../kernel/nearest.ts'
import { UsageError } from './world.ts'

/** One option of a command. Help, docs and completion derive from it. */
export interface Flag {
  readonly summary: string
  readonly type: 'boolean' | 'string'
  /** Repeatable; a comma separates several values as well. */
  readonly isList?: boolean
  readonly short?: string
  /** How the value is called in help: `FILE`, `LEVEL`. */
  readonly value?: string
  readonly choices?: readonly string[]
}

export type Flags = Readonly<Record<string, Flag>>

/** Parsed options of a command. */
export class FlagValues {
  readonly #values: Readonly<Record<string, readonly string[] | true>>
  readonly positionals: readonly string[]

  constructor(values: Readonly<Record<string, readonly string[] | true>>, positionals: readonly string[]) {
    this.#values = values
    this.positionals = positionals
  }

  isSet(name: string): boolean {
    return this.#values[name] !== undefined
  }

  text(name: string): string | undefined {
    const value = this.#values[name]
    return Array.isArray(value) ? value.at(-1) : undefined
  }

  /** Every value as it was given: a comma is a part of it. */
  values(name: string): readonly string[] {
    const value = this.#values[name]
    return Array.isArray(value) ? value : []
  }

  list(name: string): readonly string[] {
    const value = this.#values[name]
    return Array.isArray(value)
      ? value.flatMap((part: string) => part.split(',')).filter((part) => part !== '')
      : []
  }
}

/** @throws UsageError for an unknown option, a missing value or one that is no choice */
export function parseFlags(args: readonly string[], flags: Flags): FlagValues {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [
      name,
      { type: flag.type, multiple: true, ...(flag.short === undefined ? {} : { short: flag.short }) },
    ]),
  )
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    tokens: true,
    allowPositionals: true,
  })
  const values: Record<string, string[] | true> = {}
  for (const token of tokens) {
    if (token.kind === 'option') takeOption(token, flags, values)
  }
  return new FlagValues(values, positionals)
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
}

function takeOption(token: OptionToken, flags: Flags, values: Record<string, string[] | true>): void {
  const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined
  if (flag === undefined) {
    throw new UsageError(
      `Unknown option ${token.rawName}.${hint(token.name, Object.keys(flags)).replace("'", "'--")}`,
    )
  }
  if (flag.type === 'boolean') {
    if (token.value !== undefined) throw new UsageError(`Option ${token.rawName} takes no value.`)
    values[token.name] = true
    return
  }
  if (token.value === undefined)
    throw new UsageError(`Option ${token.rawName} needs a value: ${flag.value ?? 'TEXT'}.`)
  if (flag.choices !== undefined && !flag.choices.includes(token.value)) {
    const known = flag.choices.join(', ')
    throw new UsageError(
      `Option ${token.rawName} does not know '${token.value}'; it takes ${known}.${hint(token.value, flag.choices)}`,
    )
  }
  const before = values[token.name]
  values[token.name] = [...(Array.isArray(before) ? before : []), token.value]
}
