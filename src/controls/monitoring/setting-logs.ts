import { perhapsSettingsOf, settingsOf } from '../../link/diagnostics.ts'
import type { AzureAsset, DiagnosticSetting } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { anyOf, demand, doubtful, fail, worst, type Verdict } from '../verdict.ts'

/** Passes where a diagnostic setting of a resource keeps a log of one of these categories. */
export function demandLog(asset: AzureAsset, platform: Platform, demanded: DemandedLog): Verdict {
  const perhaps = perhapsSettingsOf(asset, platform)
  const sure = settingsOf(asset, platform).filter((setting) => !perhaps.includes(setting))
  const verdict = judgeSettings(sure, demanded)
  const [doubt] = perhaps.filter((setting) => judgeSettings([setting], demanded).verdict !== 'fail')
  return verdict.verdict !== 'fail' || doubt === undefined
    ? verdict
    : doubtful(demanded.message, 'a setting may not be there, or be about something else', doubt.origin)
}

interface DemandedLog {
  readonly wanted: ReadonlySet<string>
  readonly message: string
}

function judgeSettings(settings: readonly DiagnosticSetting[], { wanted, message }: DemandedLog): Verdict {
  const logs = settings.flatMap((setting) => setting.logs)
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
