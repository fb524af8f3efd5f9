import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { byDefault, valueOf } from '../../model/known.ts'
import { clusterPart } from '../azure-examples.ts'

export const gitopsRulesCluster: Control<'cluster-extension'> = {
  id: 'BH-1189',
  name: 'gitops-rules-cluster',
  title: 'What a repository says runs as cluster administrator',
  layer: 'identity',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.rbac'],
  vector: 'supply-chain',
  references: ['mcsb:PA-7'],
  rationale:
    'With tenancy off, Flux applies everything with its own rights: who may push to any repository that it follows, or write one of its objects in any namespace, rules the cluster.',
  remediation:
    'Leave `multiTenancy.enforce` at `true` in `properties.configurationSettings` of the extension (Terraform: `configuration_settings`), and give each Kustomization a service account.',
  applies: 'cluster-extension',
  when: ({ extensionType }) => valueOf(extensionType)?.toLowerCase() === 'microsoft.flux',
  check: ({ settings, name }) =>
    forbid(
      settings.get('multiTenancy.enforce') ?? byDefault('true'),
      (isOn) => isOn.toLowerCase() === 'false',
      `Flux (${name}) applies with the rights of an administrator what any tenant’s repository says.`,
    ),
  examples: {
    fail: [
      clusterPart(
        'extension',
        'extension_type = "microsoft.flux"',
        'configuration_settings = {',
        '  "multiTenancy.enforce" = "false"',
        '}',
      ),
    ],
    pass: [
      clusterPart('extension', 'extension_type = "microsoft.flux"'),
      clusterPart(
        'extension',
        'extension_type = "microsoft.flux"',
        'configuration_settings = { "multiTenancy.enforce" = "true" }',
      ),
    ],
    unknown: [
      clusterPart('extension', 'extension_type = "microsoft.flux"', 'configuration_settings = var.unknown'),
    ],
  },
}
