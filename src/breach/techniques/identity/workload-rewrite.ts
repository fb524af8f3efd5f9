import { granted, grantedInNamespace, rule } from '../../../controls/identity/rbac-examples.ts'
import { rights } from '../../../controls/identity/abilities.ts'
import { remember } from '../../../kernel/remember.ts'
import type { Platform } from '../../../model/platform.ts'
import type { Pod } from '../../../model/pod.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { systemNamespace } from '../../steps/namespaces.ts'
import { isAbout, type Permission } from '../../steps/permission.ts'
import { everywhere, workloadsPosition } from '../../steps/position.ts'
import { podsIn } from '../../ways/targets.ts'
import type { Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'
import { type WorkloadKind, workloadKinds } from '../../nodes/workload-kinds.ts'

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
    mutableKinds.flatMap((kind) =>
      held.anyOf(kind.change).flatMap((permission) =>
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

const mutableKinds = workloadKinds
  .filter(({ isTemplateMutable }) => isTemplateMutable)
  .map((kind) => ({ ...kind, change: rights(['update', 'patch'], kind.group, kind.resource) }))

/** Deployments and DaemonSets are in kube-system of every cluster. */
const alwaysThere: ReadonlySet<string> = new Set(['Deployment', 'DaemonSet'])

function namespacesWith(
  { kind }: WorkloadKind,
  permission: Permission,
  { platform }: Terrain,
): readonly string[] {
  const { names, scope } = permission
  const named = podsNamedBy(permission, platform).filter((pod) => pod.kind === kind)
  if (names !== undefined) return [...new Set(named.map(({ namespace }) => namespace))]
  const all = namespacesByKind(platform).get(kind) ?? new Set()
  const found = alwaysThere.has(kind) ? new Set([...all, systemNamespace]) : all
  return scope === everywhere ? [...found] : [scope].filter((namespace) => found.has(namespace))
}

function podsNamedBy(permission: Permission, platform: Platform): readonly Pod[] {
  if (permission.names === undefined) return []
  return podsIn(permission.scope, platform).filter(({ name }) => isAbout(permission, name))
}

const namespacesByKind: (platform: Platform) => ReadonlyMap<string, ReadonlySet<string>> = remember(
  (platform) => {
    const found = new Map<string, Set<string>>()
    for (const { kind, namespace } of podsIn(everywhere, platform))
      found.set(kind, (found.get(kind) ?? new Set()).add(namespace))
    return found
  },
)

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
