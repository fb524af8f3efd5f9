// Snippets that the examples of the cluster controls share: the namespace `models` and what stands in it.

/** The namespace, with labels in flow style. */
export function namespace(labels = ''): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata: { name: models, labels: { ${labels} } }`
}

/** A pod, with resource limits in flow style. */
export function pod(limits = ''): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: { name: llm, namespace: models }',
    `spec: { containers: [{ name: main, image: llm, resources: { limits: { ${limits} } } }] }`,
  ].join('\n')
}

/** A quota, with its keys in flow style and more of its spec. */
export function quota(hard: string, more = ''): string {
  return [
    'apiVersion: v1',
    'kind: ResourceQuota',
    'metadata: { name: models, namespace: models }',
    `spec: { hard: { ${hard} }, ${more} }`,
  ].join('\n')
}

/** A limit range of one entry. */
export function limits(item: string): string {
  return [
    'apiVersion: v1',
    'kind: LimitRange',
    'metadata: { name: models, namespace: models }',
    `spec: { limits: [{ ${item} }] }`,
  ].join('\n')
}

/** Several objects in one stream. */
export function together(...objects: readonly string[]): string {
  return objects.join('\n---\n')
}

/** A configuration of one validating webhook, with more of it in flow style. */
export function webhook(more = ''): string {
  return [
    'apiVersion: admissionregistration.k8s.io/v1',
    'kind: ValidatingWebhookConfiguration',
    'metadata: { name: gate }',
    `webhooks: [{ name: gate.example.org, ${more} }]`,
  ].join('\n')
}

/** A binding of an admission policy, with its actions in flow style. */
export function policyBinding(actions: string): string {
  return [
    'apiVersion: admissionregistration.k8s.io/v1',
    'kind: ValidatingAdmissionPolicyBinding',
    'metadata: { name: gate }',
    `spec: { policyName: gate, validationActions: ${actions} }`,
  ].join('\n')
}

/** The plugin PodSecurity in the API server's own file, with its configuration in flow style. */
export function podSecurity(configuration: string): string {
  return [
    'apiVersion: apiserver.config.k8s.io/v1',
    'kind: AdmissionConfiguration',
    `plugins: [{ name: PodSecurity, configuration: { ${configuration} } }]`,
  ].join('\n')
}

/** A Kyverno policy of one rule, with more of its spec. */
export function kyvernoPolicy(rule: string, more = ''): string {
  return [
    'apiVersion: kyverno.io/v1',
    'kind: ClusterPolicy',
    'metadata: { name: gate }',
    `spec: { ${more} rules: [{ name: gate, ${rule} }] }`,
  ].join('\n')
}

/** A Gatekeeper constraint. */
export function constraint(spec = ''): string {
  return [
    'apiVersion: constraints.gatekeeper.sh/v1beta1',
    'kind: K8sPSPPrivilegedContainer',
    'metadata: { name: gate }',
    `spec: { ${spec} }`,
  ].join('\n')
}

/** A priority class, with its fields in flow style. */
export function priorityClass(fields: string): string {
  return [
    'apiVersion: scheduling.k8s.io/v1',
    'kind: PriorityClass',
    'metadata: { name: models }',
    ...fields.split(', '),
  ].join('\n')
}

export function runtimeClass(name: string, handler: string): string {
  return [
    'apiVersion: node.k8s.io/v1',
    'kind: RuntimeClass',
    `metadata: { name: ${name} }`,
    `handler: ${handler}`,
  ].join('\n')
}

/** A persistent volume, with more of its spec. */
export function persistentVolume(more: string): string {
  return [
    'apiVersion: v1',
    'kind: PersistentVolume',
    'metadata: { name: weights }',
    `spec: { capacity: { storage: 1Gi }, ${more} }`,
  ].join('\n')
}
