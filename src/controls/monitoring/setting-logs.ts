import { settingsOf } from '../../link/diagnostics.ts'
import type { AzureMeta } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { anyOf, demand, fail, worst, type Verdict } from '../verdict.ts'

/** Passes where a diagnostic setting of a resource keeps a log of one of these categories. */
export function demandLog(
  asset: AzureMeta,
  platform: Platform,
  { wanted, message }: { readonly wanted: ReadonlySet<string>; readonly message: string },
): Verdict {
  const logs = settingsOf(asset, platform).flatMap((setting) => setting.logs)
  if (logs.length === 0) return fail(message)
  return anyOf(
    logs.map(({ category, enabled }) =>
      worst([
        demand(category, (name) => wanted.has(name?.toLowerCase() ?? ''), message),
        demand(enabled, (isOn) => isOn, message),
      ]),
    ),
  )
}
