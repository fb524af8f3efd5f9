import type { ReferenceOptions } from '../options.ts'
import { stream } from './stream.ts'

export function quotasFile({ tenants, gpuTenants }: ReferenceOptions): string {
  return stream(
    '# Requests equal limits: what a tenant may use is reserved, so that none can take what another one paid for.',
    [
      ...tenants.flatMap((tenant) => [...bounds(tenant, 0), noSystemPriority(tenant)]),
      ...gpuTenants.flatMap((tenant) => [...bounds(tenant, 4), noSystemPriority(tenant)]),
      ...bounds('gateway', 0),
    ],
  )
}

function bounds(namespace: string, gpus: number): readonly string[] {
  return [quota(namespace, gpus), limits(namespace)]
}

function quota(namespace: string, gpus: number): string {
  return `
apiVersion: v1
kind: ResourceQuota
metadata:
  name: all
  namespace: ${namespace}
spec:
  hard:
    pods: "40"
    requests.cpu: "64"
    limits.cpu: "64"
    requests.memory: 256Gi
    limits.memory: 256Gi
    requests.ephemeral-storage: 256Gi
    limits.ephemeral-storage: 256Gi
    requests.nvidia.com/gpu: "${gpus}"
    persistentvolumeclaims: "8"
    requests.storage: 2Ti
    services.loadbalancers: "${namespace === 'gateway' ? 1 : 0}"
    services.nodeports: "0"
    count/jobs.batch: "50"
    count/secrets: "50"
    count/configmaps: "100"
`
}

function noSystemPriority(namespace: string): string {
  return `
# Without it a tenant's pod may name the system's own classes and push others off their nodes.
apiVersion: v1
kind: ResourceQuota
metadata:
  name: no-system-priority
  namespace: ${namespace}
spec:
  hard: { pods: "0" }
  scopeSelector:
    matchExpressions:
      - { scopeName: PriorityClass, operator: In, values: [system-cluster-critical, system-node-critical] }
`
}

function limits(namespace: string): string {
  return `
apiVersion: v1
kind: LimitRange
metadata:
  name: containers
  namespace: ${namespace}
spec:
  limits:
    - type: Container
      min: { cpu: 50m, memory: 64Mi, ephemeral-storage: 64Mi }
      max: { cpu: "32", memory: 128Gi, ephemeral-storage: 64Gi }
      default: { cpu: "1", memory: 1Gi, ephemeral-storage: 1Gi }
      defaultRequest: { cpu: "1", memory: 1Gi, ephemeral-storage: 1Gi }
`
}
