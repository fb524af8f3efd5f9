// Snippets that the examples of several techniques share.

/** A pod of namespace acme without limits, beside an object of some kind. */
export function beside(kind: string, namespace: string, spec: string): string {
  return `apiVersion: v1
kind: ${kind}
metadata: { name: bounds, namespace: ${namespace} }
spec: ${spec}
---
${plainPod('acme')}`
}

export function plainPod(namespace: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: ${namespace} }
spec: { containers: [{ name: server, image: model }] }`
}

/** A pod whose containers have no limits of their own, only what bounds them together. */
export function boundTogether(limits: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec:
  resources: { limits: ${limits} }
  containers: [{ name: server, image: model }, { name: helper, image: helper, resources: { limits: { cpu: 0, memory: 0 } } }]`
}

/** Two containers that share a volume: the first has limits, the second none. */
export function twoContainers(volume: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec:
  containers:
    - name: server
      image: model
      resources: { limits: { cpu: 1, memory: 1Gi, ephemeral-storage: 1Gi } }
      volumeMounts: [{ name: scratch, mountPath: /scratch }]
    - { name: helper, image: helper }
  volumes: [{ name: scratch, ${volume} }]`
}

/** An init container without limits before a container that has them. */
export function initWithoutLimits(): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec:
  initContainers: [{ name: fetch, image: model }]
  containers: [{ name: server, image: model, resources: { limits: { cpu: 1, memory: 1Gi } } }]`
}

interface Sharing {
  /** Fields of the container that loads. */
  readonly consumer: string
  readonly consumerMount?: string
  readonly writerMount?: string
}

/** A folder of two tenants: one writes to it, the other loads from it. */
export function sharing({ consumer, consumerMount = '', writerMount = '' }: Sharing): string {
  const pod = (namespace: string, fields: string, mount: string): string => `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: ${namespace} }
spec:
  containers: [{ name: server, image: vllm/vllm-openai, ${fields} volumeMounts: [{ name: data, mountPath: /data, ${mount} }] }]
  volumes: [{ name: data, nfs: { server: 10.0.0.4, path: /models } }]`
  return `${pod('acme', '', writerMount)}\n---\n${pod('globex', consumer, consumerMount)}`
}

/** A quota, by what it bounds. */
export function quota(namespace: string, hard: string): string {
  return `apiVersion: v1
kind: ResourceQuota
metadata: { name: bounds, namespace: ${namespace} }
spec: { hard: { ${hard} } }`
}

/** A namespace that is declared, and what else stands there. */
export function inNamespace(name: string, objects: string): string {
  const namespace = `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }`
  return objects === '' ? namespace : `${namespace}\n---\n${objects}`
}
