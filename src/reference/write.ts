import { configurationFile } from './configuration.ts'
import { admissionFile } from './manifests/admission.ts'
import { fairnessFile } from './manifests/fairness.ts'
import { namespacesFile } from './manifests/namespaces.ts'
import { networkPoliciesFile } from './manifests/network-policies.ts'
import { quotasFile } from './manifests/quotas.ts'
import { runtimeClassFile } from './manifests/runtime-class.ts'
import { tenantFile } from './manifests/tenant.ts'
import { allTenants, type ReferenceFile, type ReferenceOptions } from './options.ts'
import { readmeFile } from './readme.ts'
import { budgetFile } from './terraform/budget.ts'
import { clusterFile } from './terraform/cluster.ts'
import { egressFile } from './terraform/egress.ts'
import { identitiesFile } from './terraform/identities.ts'
import { mainFile, variablesFile } from './terraform/main.ts'
import { monitoringFile } from './terraform/monitoring.ts'
import { networkFile } from './terraform/network.ts'
import { policyFile } from './terraform/policy.ts'
import { poolsFile } from './terraform/pools.ts'
import { registryFile } from './terraform/registry.ts'
import { vaultFile } from './terraform/vault.ts'

/** A hardened platform as files: Azure in Terraform, the cluster in manifests, and what its owner says of it. */
export function writeReference(options: ReferenceOptions): readonly ReferenceFile[] {
  const files = [
    ...azureFiles(options),
    ...manifestFiles(options),
    { path: 'bulkhead.yaml', text: configurationFile(options) },
  ]
  return [{ path: 'README.md', text: readmeFile(options, files) }, ...files]
}

function azureFiles(options: ReferenceOptions): readonly ReferenceFile[] {
  const texts: Readonly<Record<string, string>> = {
    main: mainFile,
    variables: variablesFile(options),
    network: networkFile,
    egress: egressFile,
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

function manifestFiles(options: ReferenceOptions): readonly ReferenceFile[] {
  const texts: Readonly<Record<string, string>> = {
    namespaces: namespacesFile(options),
    'network-policies': networkPoliciesFile(options),
    quotas: quotasFile(options),
    admission: admissionFile(options),
    fairness: fairnessFile(options),
    'runtime-class': runtimeClassFile,
  }
  const shared = Object.entries(texts).map(([name, text]) => ({ path: `manifests/${name}.yaml`, text }))
  const tenants = allTenants(options).map((tenant) => ({
    path: `manifests/tenants/${tenant}.yaml`,
    text: tenantFile(tenant, options),
  }))
  return [...shared, ...tenants]
}
