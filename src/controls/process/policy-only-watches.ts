import type { Control } from '../control.ts'
import { defaultEffectOf } from '../../knowledge/pod-policies.ts'
import { valueOf } from '../../model/known.ts'
import { demand, forbid, worst } from '../verdict.ts'
import { azure, missing } from '../azure-examples.ts'

export const policyOnlyWatches: Control<'policy-assignment'> = {
  id: 'BH-1283',
  name: 'policy-only-watches',
  title: 'Assigned policy rejects nothing',
  layer: 'process',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.policy'],
  vector: 'misconfigured-container',
  references: ['mcsb:PV-2'],
  rationale:
    'By default policies for Kubernetes audit: the privileged pod runs, and a report says so the next day.',
  remediation:
    'Bicep and ARM: `properties.parameters.effect.value: Deny` with `properties.enforcementMode: Default`; Terraform: `parameters = jsonencode({ effect = { value = "Deny" } })` with `enforce = true`.',
  applies: 'policy-assignment',
  when: ({ definition }) => defaultEffectOf(valueOf(definition)?.to ?? '') !== undefined,
  check: ({ definition, effect, enforcementMode, name }) => {
    const message = `Policy assignment ${name} rejects nothing.`
    const byDefault = defaultEffectOf(valueOf(definition)?.to ?? '')
    return worst([
      demand(enforcementMode, (mode) => mode === 'Default', message),
      forbid(effect, (text = byDefault) => watching.has(text?.toLowerCase() ?? ''), message),
    ])
  },
  examples: {
    fail: [
      assigned('parameters = jsonencode({ effect = { value = "Audit" } })'),
      assigned('enforce = false', deny()),
      missing(assigned('name = "baseline"')),
    ],
    pass: [assigned(deny())],
    unknown: [assigned('parameters = var.unknown')],
  },
}

/** The set of the baseline of the pod security standards. */
function assigned(...lines: readonly string[]): string {
  const set = '/providers/Microsoft.Authorization/policySetDefinitions/a8640138-9b0a-4a28-b8cb-1666c838647d'
  return azure('resource_group_policy_assignment', ...lines, `policy_definition_id = "${set}"`)
}

function deny(): string {
  return 'parameters = jsonencode({ effect = { value = "Deny" } })'
}

const watching = new Set(['audit', 'auditifnotexists', 'disabled'])
