import type { Control } from '../control.ts'
import { worst } from '../verdict.ts'
import { demandLog } from './setting-logs.ts'
import { cluster, loggedCluster } from '../azure-examples.ts'

export const clusterWithoutSignInLog: Control<'managed-cluster'> = {
  id: 'BH-1184',
  name: 'cluster-without-sign-in-log',
  title: 'Nobody keeps who signed in to the API server',
  layer: 'monitoring',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['mcsb:LT-3'],
  rationale:
    'The audit log says what was asked; these say who got in by Entra ID (`guard`) and what the API server itself did (`kube-apiserver`). A stolen sign-in shows there first.',
  remediation:
    'Add `guard` and `kube-apiserver` to the diagnostic setting of the cluster (Bicep and ARM: `properties.logs[].category` of `Microsoft.Insights/diagnosticSettings`; Terraform: `enabled_log { category }`).',
  applies: 'managed-cluster',
  check: (cluster, platform) => {
    const message = `Nobody keeps who signed in to cluster ${cluster.name}.`
    return worst(
      ['guard', 'kube-apiserver'].map((category) =>
        demandLog(cluster, platform, { wanted: new Set([category, 'alllogs']), message }),
      ),
    )
  },
  examples: {
    fail: [cluster(), loggedCluster('guard')],
    pass: [loggedCluster('guard', 'kube-apiserver'), loggedCluster('allLogs')],
    unknown: [`${loggedCluster('guard', 'x').replace('"x"', 'var.unknown')}variable "unknown" {}\n`],
  },
}
