import type { AzureMeta, DiagnosticSetting } from '../model/azure.ts'
import type { Platform } from '../model/platform.ts'
import { refersTo } from './references.ts'

/** What tells which logs of a resource are kept. */
export function settingsOf(target: AzureMeta, platform: Platform): readonly DiagnosticSetting[] {
  return platform
    .all('diagnostic-setting')
    .filter((setting) => refersTo(setting, setting.scope, target) === 'yes')
}
