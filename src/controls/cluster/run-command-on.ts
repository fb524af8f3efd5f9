import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { cluster } from '../azure-examples.ts'

export const runCommandOn: Control<'managed-cluster'> = {
  id: 'BH-1104',
  name: 'run-command-on',
  title: 'Run command opens a second door to the cluster',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['Z.key'],
  vector: 'misconfigured-container',
  references: [
    'azure-policy:89f2d532-c53c-4f8f-9afa-4927b1114a0d',
    'azure-policy:1b708b0a-3380-40e9-8b79-821f9fa224cc',
    'mcsb:PA-7',
    'aks-baseline:9',
  ],
  rationale:
    '`az aks command invoke` starts a pod as cluster administrator through Azure, past the private API server: a stolen Azure right becomes the whole cluster.',
  remediation:
    'Bicep and ARM: `properties.apiServerAccessProfile.disableRunCommand: true`; Terraform: `run_command_enabled = false`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.apiServer.disableRunCommand,
      (isOn) => isOn,
      `Cluster ${cluster.name} lets Azure start pods with the rights of an administrator.`,
    ),
  examples: {
    fail: [cluster(), cluster('run_command_enabled = true')],
    pass: [cluster('run_command_enabled = false')],
    unknown: [cluster('run_command_enabled = var.unknown')],
  },
}
