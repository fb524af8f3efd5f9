import type { ReferenceFile, ReferenceOptions } from '../options.ts'
import { clusterSection } from './cluster.ts'
import { egressSection } from './egress.ts'
import { identitiesSection } from './identities.ts'
import { monitoringSection } from './monitoring.ts'
import { networkSection } from './network.ts'
import { parametersSection } from './parameters.ts'
import { policySection } from './policy.ts'
import { poolsSection } from './pools.ts'
import { registrySection } from './registry.ts'
import { subscriptionFile } from './subscription.ts'
import { vaultSection } from './vault.ts'

/** Azure in Bicep: one file for the group of the platform, and one for the subscription. */
export function bicepFiles(options: ReferenceOptions): readonly ReferenceFile[] {
  const sections = [
    parametersSection(options),
    networkSection(options.gpuTenants),
    egressSection(options.profile),
    identitiesSection,
    vaultSection,
    registrySection,
    clusterSection(options.profile),
    poolsSection(options.gpuTenants),
    ...(options.profile === 'policy' ? [policySection] : []),
    monitoringSection,
  ]
  return [
    { path: 'azure/main.bicep', text: sections.join('\n') },
    { path: 'azure/subscription.bicep', text: subscriptionFile(options) },
  ]
}
