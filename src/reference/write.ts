import { configurationFile } from './configuration.ts'
import { admissionFile } from './manifests/admission.ts'
import { fairnessFile } from './manifests/fairness.ts'
import { namespacesFile } from './manifests/namespaces.ts'
import { networkPoliciesFile } from './manifests/network-policies.ts'
import { quotasFile } from './manifests/quotas.ts'
import { runtimeClassFile } from './manifests/runtime-class.ts'
import { tenantFile } from './manifests/tenant.ts'
import { allTenants, type ReferenceFile, type ReferenceOptions } from './options.ts'
import { bicepFiles } from './bicep/files.ts'
import { readmeFile } from './readme.ts'
import { terraformFiles } from './terraform/files.ts'

/** A hardened platform as files: Azure in the language of one's choice, the cluster in manifests, and what its owner says of it. */
export function writeReference(options: ReferenceOptions): readonly ReferenceFile[] {
  const files = [
    ...(options.language === 'bicep' ? bicepFiles(options) : terraformFiles(options)),
    ...manifestFiles(options),
    { path: 'bulkhead.yaml', text: configurationFile(options) },
  ]
  return [{ path: 'README.md', text: readmeFile(options, files) }, ...files]
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
