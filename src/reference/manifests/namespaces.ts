import { allTenants, type ReferenceOptions } from '../options.ts'
import { stream } from './stream.ts'

export function namespacesFile(options: ReferenceOptions): string {
  return stream('# Every namespace enforces the strictest profile, in the version that the cluster runs.', [
    ...allTenants(options).map((tenant) => namespace(tenant, options, `    platform/tenant: ${tenant}\n`)),
    namespace('gateway', options),
  ])
}

function namespace(name: string, { kubernetes }: ReferenceOptions, labels = ''): string {
  return `
apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
  labels:
${labels}    pod-security.kubernetes.io/enforce: restricted
    pod-security.kubernetes.io/enforce-version: v${kubernetes}
    pod-security.kubernetes.io/warn: restricted
    pod-security.kubernetes.io/warn-version: v${kubernetes}
    pod-security.kubernetes.io/audit: restricted
    pod-security.kubernetes.io/audit-version: v${kubernetes}
`
}
