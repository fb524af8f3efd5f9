import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { daysBetween } from '../../kernel/dates.ts'
import type { ApplicationPassword } from '../../model/azure.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'

export const applicationPasswordLivesLong: Control<'application-password'> = {
  id: 'BH-1384',
  name: 'application-password-lives-long',
  title: 'Password of an application lives long',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['mcsb:DP-7'],
  rationale:
    'A password that was once read works until it ends. Where nobody sets an end, Entra takes two years.',
  remediation:
    'End it within half a year of its start and renew it by itself: `end_date` with `rotate_when_changed` and `time_rotating`.',
  applies: 'application-password',
  check: judge,
  examples: {
    fail: [
      password('display_name = "models"'),
      password('start_date = "2026-01-01T00:00:00Z"', 'end_date = "2027-06-30T00:00:00Z"'),
      password('end_date_relative = "8760h"'),
    ],
    pass: [
      password('start_date = "2026-01-01T00:00:00Z"', 'end_date = "2026-06-30T00:00:00Z"'),
      password('end_date_relative = "4320h"'),
    ],
    unknown: [
      `${password('end_date = var.unknown')}variable "unknown" {}\n`,
      password('end_date_relative = "half a year"'),
    ],
  },
}

const mostDays = 184

function judge(password: ApplicationPassword, { today }: Platform): Verdict {
  const { starts, ends, lasts, name, origin } = password
  const message = `Password ${name} lives longer than half a year.`
  const hidden = [starts, ends, lasts].find((each) => each.state === 'hidden')
  if (hidden?.state === 'hidden') return doubtful(message, hidden.reason, hidden.origin)
  const [start, end, span] = [valueOf(starts) ?? today, valueOf(ends), valueOf(lasts)]
  if (end === undefined && span === undefined) return fail(message, origin)
  const days = span === undefined ? daysFrom(start, end) : daysIn(span)
  if (days === undefined) return doubtful(message, 'its start or its end is no date', originOf(ends), origin)
  return days > mostDays ? fail(message, originOf(ends) ?? originOf(lasts)) : pass()
}

function daysFrom(start = '', end = ''): number | undefined {
  const days = daysBetween(start.slice(0, 10), end.slice(0, 10))
  return Number.isNaN(days) ? undefined : days
}

/** `4320h`, as Go writes spans. */
function daysIn(span: string): number | undefined {
  const [, hours] = /^(\d{1,7})h(?:0m(?:0s)?)?$/.exec(span) ?? []
  return hours === undefined ? undefined : Number(hours) / 24
}

function password(...lines: readonly string[]): string {
  return `resource "azuread_application_password" "models" {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
}
