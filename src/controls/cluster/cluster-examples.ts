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
