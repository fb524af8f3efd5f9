import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { remember } from '../../kernel/remember.ts'
import type { ActivityAlert } from '../../model/azure.ts'
import { isKnown, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { azure, block } from '../azure-examples.ts'

export const rightsGivenUnseen: Control<'activity-alert'> = {
  id: 'BH-1277',
  name: 'rights-given-unseen',
  title: 'No alert tells that rights were given',
  layer: 'monitoring',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['mcsb:LT-3'],
  rationale:
    'Somebody watches the activity log, and not for what an attacker does first: give himself a right (`roleAssignments/write`), take the administrator’s credential (`listClusterAdminCredential`) or run a command in the cluster (`runCommand`).',
  remediation:
    'Add an alert for `Microsoft.Authorization/roleAssignments/write`, and for the two others. Bicep and ARM: `{ field: operationName, equals }` in `properties.condition.allOf` of `Microsoft.Insights/activityLogAlerts`; Terraform: `criteria { operation_name }` of `azurerm_monitor_activity_log_alert`.',
  applies: 'activity-alert',
  when: (alert, platform) => beside(alert, platform)[0] === alert,
  check: judge,
  examples: {
    fail: [watching('Microsoft.KeyVault/vaults/delete')],
    pass: [watching('Microsoft.Authorization/roleAssignments/write')],
    unknown: [watching('x').replace('"x"', 'var.unknown') + 'variable "unknown" {}\n'],
  },
}

const firstStep = 'microsoft.authorization/roleassignments/write'

const byConfiguration = remember((platform: Platform) =>
  Map.groupBy(platform.all('activity-alert'), ({ declaredIn }) => declaredIn),
)

function beside({ declaredIn }: ActivityAlert, platform: Platform): readonly ActivityAlert[] {
  return byConfiguration(platform).get(declaredIn) ?? []
}

/** Asked of the first alert of a configuration, for all of them. */
function judge(alert: ActivityAlert, platform: Platform): Verdict {
  const message = 'No alert tells that somebody was given rights.'
  const operations = beside(alert, platform)
    .filter(({ enabled }) => !isKnown(enabled, false))
    .flatMap((each) => each.operations)
  if (operations.some((each) => valueOf(each)?.toLowerCase() === firstStep)) return pass()
  const hidden = operations.find((each) => each.state === 'hidden')
  return hidden?.state === 'hidden' ? doubtful(message, hidden.reason, hidden.origin) : fail(message)
}

function watching(operation: string): string {
  return azure('monitor_activity_log_alert', block('criteria', `operation_name = "${operation}"`))
}
