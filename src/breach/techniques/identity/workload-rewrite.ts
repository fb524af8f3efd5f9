import { granted, grantedInNamespace, rule } from '../../../controls/identity/rbac-examples.ts'
import { rights } from '../../../controls/identity/abilities.ts'
import { byRights, openingsBy } from '../../account-openings.ts'
import { systemNamespace } from '../../namespaces.ts'
import { isAbout, type Permission } from '../../permission.ts'
import { everywhere, workloadsPosition } from '../../position.ts'
import { podsIn } from '../../targets.ts'
import type { Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'
import { type WorkloadKind, workloadKinds } from '../../workload-kinds.ts'

export const workloadRewrite: Technique<'account'> = {
  id: 'K8S_WORKLOAD_PATCH',
  name: 'workload-rewrite',
  title: 'An account rewrites the pods of a controller',
  from: 'account',
  to: ['workloads'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1610'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: ['untrusted-pod-starts-workloads', 'role-changes-workloads'],
  rationale:
    'The pod template of a Deployment can be changed at any time: another image, another service account, another volume. The next pod is the attacker’s, with everything that its namespace offers. Of Jobs the template is fixed.',
  find: byRights((held, terrain) =>
    workloadKinds
      .filter(({ isTemplateMutable }) => isTemplateMutable)
      .flatMap((kind) =>
        held.anyOf(rights(['update', 'patch'], kind.group, kind.resource)).flatMap((permission) =>
          openingsBy(permission, {
            to: namespacesWith(kind, permission, terrain).map(workloadsPosition),
            deed: `change ${kind.resource}`,
          }),
        ),
      ),
  ),
  examples: {
    open: [
      withWorkload('Deployment', 'apps/v1', grantedInNamespace(rule('patch', 'deployments', 'apps'))),
      withWorkload('StatefulSet', 'apps/v1', granted(rule('update', '*', 'apps'))),
      withWorkload('Deployment', 'apps/v1', grantedInNamespace(named('llm'))),
    ],
    barred: [],
    closed: [
      withWorkload('Deployment', 'apps/v1', grantedInNamespace(rule('patch', 'deployments'))),
      withWorkload('Deployment', 'apps/v1', grantedInNamespace(rule('patch', 'statefulsets', 'apps'))),
      withWorkload('Deployment', 'apps/v1', grantedInNamespace(rule('patch', 'deployments/scale', 'apps'))),
      withWorkload('Deployment', 'apps/v1', grantedInNamespace(named('other'))),
      withWorkload('Job', 'batch/v1', grantedInNamespace(rule('patch', 'jobs', 'batch'))),
    ],
    unknown: [withWorkload('Deployment', 'apps/v1', grantedInNamespace(named('{{ .Release.Name }}')))],
  },
}

/** Deployments and DaemonSets are in kube-system of every cluster. */
const alwaysThere: ReadonlySet<string> = new Set(['Deployment', 'DaemonSet'])

function namespacesWith(
  { kind }: WorkloadKind,
  permission: Permission,
  { platform }: Terrain,
): readonly string[] {
  const found = podsIn(permission.scope, platform)
    .filter((pod) => pod.kind === kind && isAbout(permission, pod.name))
    .map(({ namespace }) => namespace)
  const isInSystem =
    permission.names === undefined &&
    alwaysThere.has(kind) &&
    [everywhere, systemNamespace].includes(permission.scope)
  return [...new Set(isInSystem ? [...found, systemNamespace] : found)]
}

function named(name: string): string {
  return `{ apiGroups: [apps], resources: [deployments], resourceNames: ['${name}'], verbs: [patch] }`
}

function withWorkload(kind: string, apiVersion: string, objects: string): string {
  return `${objects}
---
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: llm, namespace: models }
spec:
  template:
    spec: { serviceAccountName: model, restartPolicy: Never, containers: [{ name: server, image: llm }] }`
}
