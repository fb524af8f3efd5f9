import { followsRelease, type ObjectMeta } from '../../model/object.ts'
import type { AssetKind, AssetOf, Platform } from '../../model/platform.ts'
import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'

const kinds = [
  'service',
  'secret',
  'service-account',
  'role',
  'role-binding',
  'config-map',
  'route',
] as const satisfies readonly AssetKind[]

export const defaultNamespaceHoldsObjects: Control<'namespace'> = {
  id: 'BH-0282',
  name: 'default-namespace-holds-objects',
  title: 'Objects stand in the namespace default',
  layer: 'cluster',
  severity: 'info',
  confidence: 'possible',
  guarantees: ['isolation'],
  barriers: [],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_21',
    'defender-for-containers:ff87e0b4-17df-d338-5b19-80e71e0dcc9d',
    'azure-policy:9f061a12-e40d-4183-a00e-171812443373',
  ],
  rationale:
    'Whoever gets into one pod of `default` finds the services, settings, secrets and accounts of everybody there, under one quota and one set of rights.',
  remediation: 'Give each tenant a namespace of its own and move the objects there.',
  applies: 'namespace',
  when: (namespace) => namespace.name === 'default',
  check: (_, platform) => {
    const objects = kinds.flatMap((kind) => objectsOf(platform, kind))
    return objects.length === 0
      ? pass()
      : fail(
          `Objects stand in the namespace default: ${objects.length}, the first is ${objects[0]?.kind} ${objects[0]?.name}.`,
          ...objects.map(({ origin }) => origin),
        )
  },
  examples: {
    fail: [
      'apiVersion: v1\nkind: Service\nmetadata: { name: llm, namespace: default }\nspec: { ports: [{ port: 80 }] }',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: llm }\ndata: { a: b }',
    ],
    pass: [
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: default }',
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: default }\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: default, namespace: default }',
    ],
    unknown: [],
  },
}

function objectsOf<K extends (typeof kinds)[number]>(platform: Platform, kind: K): readonly ObjectMeta[] {
  const all: readonly AssetOf<K>[] = platform.inNamespace(kind, 'default')
  return all.filter(
    (object: ObjectMeta) => !isKubernetesOwn(object) && !followsRelease(object) && isJudged(object),
  )
}

/** Every cluster has these two. */
function isKubernetesOwn({ kind, name }: ObjectMeta): boolean {
  return (kind === 'ServiceAccount' && name === 'default') || (kind === 'Service' && name === 'kubernetes')
}

/** Of routes only the Ingress; the routes of the Gateway API are another subject. */
function isJudged({ apiVersion, kind }: ObjectMeta): boolean {
  return !apiVersion.startsWith('gateway.') && kind !== 'VirtualService'
}
