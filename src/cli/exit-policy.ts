import type { ExitPolicy } from '../engine/exit.ts'
import { type Severity, severities } from '../knowledge/guarantees.ts'
import type { Flags, FlagValues } from './flags.ts'

/** What of an image changes the exit code. */
export const exitFlags: Flags = {
  'fail-on': {
    type: 'string',
    value: 'SEVERITY',
    choices: [...severities, 'never'],
    summary: 'Lowest severity that makes the exit code 1 (default high)',
  },
  'allow-incomplete': { type: 'boolean', summary: 'Let what was not read not change the exit code' },
}

export function exitPolicyOf(flags: FlagValues): Omit<ExitPolicy, 'isStrict'> {
  return {
    failOn: (flags.text('fail-on') ?? 'high') as Severity | 'never',
    allowsIncomplete: flags.isSet('allow-incomplete'),
  }
}
