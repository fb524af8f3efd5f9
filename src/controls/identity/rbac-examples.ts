// Snippets that the examples of the RBAC controls share.

/** One rule in flow style: `rule('get, list', 'secrets')`. */
export function rule(verbs: string, resources: string, group = ''): string {
  return `{ apiGroups: ['${group}'], resources: [${quoted(resources)}], verbs: [${quoted(verbs)}] }`
}

function quoted(list: string): string {
  return list
    .split(', ')
    .map((word) => `'${word}'`)
    .join(', ')
}

export function clusterRole(...rules: readonly string[]): string {
  return [
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRole',
    'metadata: { name: example }',
    `rules: [${rules.join(', ')}]`,
  ].join('\n')
}

export function role(...rules: readonly string[]): string {
  return [
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: Role',
    'metadata: { name: example, namespace: models }',
    `rules: [${rules.join(', ')}]`,
  ].join('\n')
}

/** A service account as a subject. */
export const modelAccount = '{ kind: ServiceAccount, name: model, namespace: models }'

/** A binding across the cluster to a ClusterRole. */
export function clusterBinding(roleName: string, ...subjects: readonly string[]): string {
  return [
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRoleBinding',
    'metadata: { name: example }',
    `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${roleName} }`,
    `subjects: [${subjects.join(', ')}]`,
  ].join('\n')
}

/** A binding in the namespace `models`. */
export function binding(
  kind: 'ClusterRole' | 'Role',
  roleName: string,
  ...subjects: readonly string[]
): string {
  return [
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: RoleBinding',
    'metadata: { name: example, namespace: models }',
    `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: ${roleName} }`,
    `subjects: [${subjects.join(', ')}]`,
  ].join('\n')
}

/** A ClusterRole of these rules, bound across the cluster to the model's service account. */
export function granted(...rules: readonly string[]): string {
  return `${clusterRole(...rules)}\n---\n${clusterBinding('example', modelAccount)}`
}

/** A Role of these rules, bound in its namespace to the model's service account. */
export function grantedInNamespace(...rules: readonly string[]): string {
  return `${role(...rules)}\n---\n${binding('Role', 'example', modelAccount)}`
}

/** A ClusterRole of these rules, bound across the cluster to a user. */
export function grantedToPerson(...rules: readonly string[]): string {
  return `${clusterRole(...rules)}\n---\n${clusterBinding('example', '{ kind: User, name: jo }')}`
}

/** The model's pod beside other objects. */
export function withPod(objects: string, spec = ''): string {
  return [
    objects,
    '---',
    'apiVersion: v1',
    'kind: Pod',
    'metadata: { name: llm, namespace: models }',
    `spec: { serviceAccountName: model, ${spec} containers: [{ name: server, image: llm }] }`,
  ].join('\n')
}
