import { resolve } from 'node:path'

import type { Flags, FlagValues } from './flags.ts'
import { hasColor } from './formats.ts'
import type { World } from './world.ts'

/** Of commands that print for people or for programs. */
export const dataFormat: Flags[string] = {
  type: 'string',
  short: 'f',
  value: 'FORMAT',
  choices: ['terminal', 'json'],
  summary: 'Output format',
}

/** Where the report goes. */
export const outputFlag: Flags[string] = {
  type: 'string',
  short: 'o',
  value: 'FILE',
  summary: 'Write the report to a file instead of standard output',
}

export interface Call {
  readonly flags: FlagValues
  readonly world: World
}

/** How a person wants to see it. */
export interface View {
  readonly hasColor: boolean
  readonly width: number
  readonly isFull: boolean
}

export function viewOf({ flags, world }: Call): View {
  const isTerminal = flags.text('output') === undefined && world.stdout.isTerminal
  return {
    hasColor: hasColor(world.env, isTerminal),
    width: isTerminal ? world.stdout.columns : 100,
    isFull: flags.isSet('all'),
  }
}

export function writeOut(chunks: Iterable<string>, { flags, world }: Call): void {
  const file = flags.text('output')
  if (file === undefined) for (const chunk of chunks) world.stdout.write(chunk)
  else world.writeFile(resolve(world.cwd, file), chunks)
}
