/** A pod of the namespace `models`, for examples that need more than its spec. */
export const examplePod: string = [
  'apiVersion: v1',
  'kind: Pod',
  'metadata: { name: llm, namespace: models, labels: { app: llm } }',
  'spec: { containers: [{ name: server, image: llm }] }',
].join('\n')

/** A network policy alone. */
export function policyText(spec: string, namespace = 'models'): string {
  return [
    'apiVersion: networking.k8s.io/v1',
    'kind: NetworkPolicy',
    `metadata: { name: isolate, namespace: ${namespace} }`,
    `spec: ${spec}`,
  ].join('\n')
}

/** A network policy and the pod that it may select. */
export function podAndPolicy(spec: string, namespace = 'models'): string {
  return `${examplePod}\n---\n${policyText(spec, namespace)}`
}

/** Another namespace with a pod in it. */
export const otherTenant: string = [
  'apiVersion: v1',
  'kind: Namespace',
  'metadata: { name: other, labels: { team: b } }',
  '---',
  'apiVersion: v1',
  'kind: Pod',
  'metadata: { name: app, namespace: other, labels: { app: app } }',
  'spec: { containers: [{ name: app, image: app }] }',
].join('\n')

/** A Cilium policy and the pod that it may select. */
export function podAndCiliumPolicy(spec: string): string {
  return [
    examplePod,
    '---',
    'apiVersion: cilium.io/v2',
    'kind: CiliumNetworkPolicy',
    'metadata: { name: isolate, namespace: models }',
    `spec: ${spec}`,
  ].join('\n')
}

export function serviceText(spec: string, annotations = '{}'): string {
  return [
    'apiVersion: v1',
    'kind: Service',
    `metadata: { name: llm, namespace: models, annotations: ${annotations} }`,
    `spec: ${spec}`,
  ].join('\n')
}

export function ingressText(spec: string, annotations = '{}'): string {
  return [
    'apiVersion: networking.k8s.io/v1',
    'kind: Ingress',
    `metadata: { name: llm, namespace: models, annotations: ${annotations} }`,
    `spec: ${spec}`,
  ].join('\n')
}
