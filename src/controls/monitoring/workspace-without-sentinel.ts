import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { settingsInto } from '../../link/diagnostics.ts'
import { referred, referringBy } from '../../link/references.ts'
import type { LogWorkspace } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { azure, cluster } from '../azure-examples.ts'

export const workspaceWithoutSentinel: Control<'log-workspace'> = {
  id: 'BH-1272',
  name: 'workspace-without-sentinel',
  title: 'Nobody watches the logs of the cluster',
  layer: 'monitoring',
  severity: 'medium',
  guarantees: ['isolation', 'containment', 'fair-share'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['mcsb:LT-5'],
  rationale:
    'The audit log of the cluster goes into a workspace that no detection reads: it tells how the break-in went once somebody else has told that there was one.',
  remediation:
    'Onboard the workspace to Sentinel and add rules. Bicep and ARM: `Microsoft.SecurityInsights/onboardingStates`; Terraform: `azurerm_sentinel_log_analytics_workspace_onboarding`.',
  applies: 'log-workspace',
  when: (workspace, platform) =>
    settingsInto(workspace, platform).some(
      (setting) => referred(platform, 'managed-cluster', [setting, setting.scope]).length > 0,
    ),
  check: judge,
  examples: {
    fail: [collected('name = "models"')],
    pass: [`${collected()}${onboarding('azurerm_log_analytics_workspace.models.id')}`],
    unknown: [`${collected()}${onboarding('var.unknown')}`],
  },
}

const onboardingsOf = referringBy('sentinel-onboarding', ({ workspace }) => [workspace])

function judge(workspace: LogWorkspace, platform: Platform): Verdict {
  const message = `No detection reads workspace ${workspace.name}.`
  const found = onboardingsOf(workspace, platform)
  const [first] = found
  if (first === undefined) return fail(message)
  const isSure = found.some(({ match }) => match === 'yes')
  return isSure
    ? pass()
    : doubtful(message, 'the workspace of an onboarding cannot be read', first.asset.origin)
}

function collected(...lines: readonly string[]): string {
  const setting = azure(
    'monitor_diagnostic_setting',
    'target_resource_id = azurerm_kubernetes_cluster.models.id',
    'log_analytics_workspace_id = azurerm_log_analytics_workspace.models.id',
  )
  return `${azure('log_analytics_workspace', ...lines)}${cluster()}${setting}`
}

function onboarding(workspace: string): string {
  return azure('sentinel_log_analytics_workspace_onboarding', `workspace_id = ${workspace}`)
}
