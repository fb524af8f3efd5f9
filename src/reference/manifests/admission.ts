import type { ReferenceOptions } from '../options.ts'
import { stream } from './stream.ts'

const comment = `# Pod Security does not know runtime classes, registries or digests; this holds what the manifests promise. It runs in the API
# server, so there is nothing that could be down.`

export function admissionFile(options: ReferenceOptions): string {
  return stream(comment, [`${head}${validations(options)}`, binding])
}

const head = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: tenant-pods
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [""]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [pods, pods/ephemeralcontainers]
  variables:
    - name: containers
      expression: >-
        object.spec.containers + object.spec.?initContainers.orValue([])
    - name: tenant
      expression: namespaceObject.metadata.labels['platform/tenant']
    - name: isSandboxed
      expression: object.spec.?runtimeClassName.orValue('') == 'kata-vm-isolation'
    # The label's prefix keeps kubelets from setting it on themselves (admission plugin NodeRestriction).
    - name: isOnOwnNodes
      expression: >-
        object.spec.?nodeSelector[?'node-restriction.kubernetes.io/tenant'].orValue('') == variables.tenant
    - name: usesGpu
      expression: >-
        variables.containers.exists(c, c.?resources.?limits[?'nvidia.com/gpu'].hasValue())
`

function validations({ registry }: ReferenceOptions): string {
  return `  validations:
    - expression: variables.isSandboxed || (variables.usesGpu && variables.isOnOwnNodes)
      message: A tenant's pod runs in a virtual machine, or with a GPU on nodes of the tenant alone.
    - expression: variables.isSandboxed || object.spec.?hostUsers.orValue(true) == false
      message: A tenant's pod on the node's kernel has user ids of its own.
    - expression: >-
        variables.containers.all(c, c.image.matches('^${registry}\\\\.azurecr\\\\.io/[a-z0-9/._-]+@sha256:[a-f0-9]{64}$'))
      message: Images come from ${registry}.azurecr.io and are named by digest.
    - expression: object.spec.?automountServiceAccountToken.orValue(true) == false
      message: A tenant's pod gets no token for the API server.
${placement}`
}

const placement = `    - expression: >-
        object.spec.?tolerations.orValue([]).all(t, t.?key.orValue('') in
        ['nvidia.com/gpu', 'node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable',
        'node.kubernetes.io/memory-pressure'] ||
        (t.?key.orValue('') == 'platform/tenant' && t.?value.orValue('') == variables.tenant))
      message: A tenant's pod tolerates the taints of its own tenant's nodes only.
    - expression: >-
        !has(object.spec.nodeName) || request.operation == 'UPDATE'
      message: The scheduler chooses the node.
    - expression: object.spec.?ephemeralContainers.orValue([]).size() == 0
      message: Nobody adds containers to a running pod of a tenant.
`

const binding = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: tenant-pods
spec:
  policyName: tenant-pods
  validationActions: [Deny, Audit]
  matchResources:
    namespaceSelector:
      matchExpressions:
        - { key: platform/tenant, operator: Exists }
`
