// Pods of namespace acme that the examples of several techniques share.

/** A pod with these fields of its spec, and of its only container. */
export function podWith(spec: string, container = ''): string {
  return pod([spec, `containers: [${inline('name: server', 'image: model', container)}]`])
}

interface Mounting {
  /** Fields of the mount. */
  readonly mount?: string
  readonly container?: string
  readonly spec?: string
}

/** A pod whose only container mounts a volume. */
export function podMounting(
  volume: string,
  { mount = '', container = '', spec = '' }: Mounting = {},
): string {
  const mounts = `volumeMounts: [${inline('name: data', 'mountPath: /data', mount)}]`
  return pod([
    spec,
    `containers: [${inline('name: server', 'image: model', container, mounts)}]`,
    `volumes: [${inline('name: data', volume)}]`,
  ])
}

/** A pod whose only container mounts a folder of its node. */
export function podMountingNode(path: string, mounting: Mounting = {}): string {
  return podMounting(`hostPath: { path: ${path} }`, mounting)
}

function pod(spec: readonly string[]): string {
  const fields = spec.filter((field) => field !== '').map((field) => field.replaceAll('\n', '\n  '))
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec:
  ${fields.join('\n  ')}`
}

function inline(...fields: readonly string[]): string {
  return `{ ${fields.filter((field) => field !== '').join(', ')} }`
}
