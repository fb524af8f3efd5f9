import { allTenants, type ReferenceOptions } from '../options.ts'
import { stream } from './stream.ts'

const noNodeCredentials = `
# Kubernetes adds policies up: nothing that a tenant writes can open what this one denies. The node's identity is one request away
# from every pod of an AKS cluster, and the wire server hands out the node's settings; its port 53 is Azure's name server. AKS's own
# pods need the identity of their nodes.
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata:
  name: no-node-credentials
spec:
  endpointSelector:
    matchExpressions:
      - { key: k8s:io.kubernetes.pod.namespace, operator: NotIn, values: [kube-system] }
  enableDefaultDeny: { ingress: false, egress: false }
  egressDeny:
    - toCIDR: [169.254.169.254/32]
    - toCIDR: [168.63.129.16/32]
      toPorts:
        - ports:
            - { port: "80", protocol: TCP }
            - { port: "32526", protocol: TCP }
`

/** Nothing in or out of any namespace but what a policy of its own allows. */
export function networkPoliciesFile(options: ReferenceOptions): string {
  return stream('# Nothing comes in or goes out but what a policy of the workload allows.', [
    noNodeCredentials,
    ...[...allTenants(options), 'gateway'].map(defaultDeny),
  ])
}

function defaultDeny(namespace: string): string {
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  namespace: ${namespace}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
`
}
