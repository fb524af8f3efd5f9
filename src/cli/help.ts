import type { Command } from './command.ts'
import type { Flag } from './flags.ts'

export const exitCodes: readonly (readonly [code: number, means: string])[] = [
  [0, 'clean'],
  [
    1,
    'a guarantee broken or thin (with --baseline: worse than before), or a failing finding at or above --fail-on',
  ],
  [2, 'usage or configuration'],
  [3, 'a part was not analysed, nothing was judged, or a guarantee is unproven'],
]

/** What `bulkhead --help` prints. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name, operands }) => `${name} ${operands}`.length))
  const lines = commands.map(
    ({ name, operands, summary }) => `  ${`${name} ${operands}`.padEnd(width)}  ${summary}`,
  )
  return [
    'bulkhead: assume that arbitrary code runs in the model containers; what can it reach, and what stands in its way?',
    '',
    ...lines,
    '',
    'bulkhead COMMAND --help tells the options of a command; bulkhead --version the version.',
    'Exit codes:',
    ...exitCodes.map(([code, means]) => `  ${code}  ${means}`),
    '',
  ].join('\n')
}

/** What `bulkhead COMMAND --help` prints. */
export function commandHelp(command: Command): string {
  const flags = Object.entries(command.flags).map(
    ([name, flag]) => [flagUsage(name, flag), flagSummary(flag)] as const,
  )
  const width = Math.max(0, ...flags.map(([usage]) => usage.length))
  return [
    `bulkhead ${command.name} ${command.operands}`.trimEnd(),
    `  ${command.summary}`,
    '',
    ...flags.map(([usage, summary]) => `  ${usage.padEnd(width)}  ${summary}`),
    ...(flags.length === 0 ? [] : ['']),
    ...command.examples.flatMap(([line, what]) => [`  ${line}`, `      ${what}`]),
    '',
  ].join('\n')
}

export function flagUsage(name: string, flag: Flag): string {
  const short = flag.short === undefined ? '' : `-${flag.short}, `
  const value = flag.type === 'string' ? ` ${flag.value ?? 'TEXT'}` : ''
  return `${short}--${name}${value}`
}

export function flagSummary(flag: Flag): string {
  return flag.choices === undefined ? flag.summary : `${flag.summary}: ${flag.choices.join(', ')}`
}
