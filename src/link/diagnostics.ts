import type { AzureAsset, DiagnosticSetting } from '../model/azure.ts'
import type { Platform } from '../model/platform.ts'
import { referringBy } from './references.ts'

const about = referringBy('diagnostic-setting', ({ scope }) => [scope])
const into = referringBy('diagnostic-setting', ({ workspace }) => [workspace])

/** What may tell which logs of a resource are kept: it may not be there, or be about another one. */
export function perhapsSettingsOf(target: AzureAsset, platform: Platform): readonly DiagnosticSetting[] {
  return about(target, platform).flatMap(({ asset, match }) =>
    match === 'unknown' || asset.confidence !== 'confirmed' ? [asset] : [],
  )
}

/** What tells which logs of a resource are kept. */
export function settingsOf(target: AzureAsset, platform: Platform): readonly DiagnosticSetting[] {
  return sureOf(about(target, platform))
}

/** What keeps logs in a workspace. */
export function settingsInto(workspace: AzureAsset, platform: Platform): readonly DiagnosticSetting[] {
  return sureOf(into(workspace, platform))
}

function sureOf(found: ReturnType<typeof about>): readonly DiagnosticSetting[] {
  return found.flatMap(({ asset, match }) => (match === 'yes' ? [asset] : []))
}
