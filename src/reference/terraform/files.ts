import type { ReferenceFile, ReferenceOptions } from '../options.ts'
import { budgetFile } from './budget.ts'
import { clusterFile } from './cluster.ts'
import { egressFile } from './egress.ts'
import { identitiesFile } from './identities.ts'
import { mainFile, variablesFile } from './main.ts'
import { monitoringFile } from './monitoring.ts'
import { networkFile } from './network.ts'
import { policyFile } from './policy.ts'
import { poolsFile } from './pools.ts'
import { registryFile } from './registry.ts'
import { vaultFile } from './vault.ts'

/** Azure in Terraform: a file for each concern. */
export function terraformFiles(options: ReferenceOptions): readonly ReferenceFile[] {
  const texts: Readonly<Record<string, string>> = {
    main: mainFile,
    variables: variablesFile(options),
    network: networkFile,
    egress: egressFile(options.profile),
    identities: identitiesFile,
    vault: vaultFile,
    registry: registryFile,
    cluster: clusterFile(options.profile),
    pools: poolsFile,
    ...(options.profile === 'policy' ? { policy: policyFile } : {}),
    monitoring: monitoringFile,
    budget: budgetFile,
  }
  return Object.entries(texts).map(([name, text]) => ({ path: `azure/${name}.tf`, text }))
}
