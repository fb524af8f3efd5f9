import { trimEndOf } from '../../kernel/text.ts'
import { valueOf } from '../../model/known.ts'
import type { Volume } from '../../model/volume.ts'
import type { Control } from '../control.ts'
import { forbidSharedWriting } from './shared-volumes.ts'

export const sharedHostPathWritable: Control<'pod'> = {
  id: 'BH-0256',
  name: 'shared-host-path-writable',
  title: 'Workloads may write into each other’s folder of a node',
  layer: 'workload',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['D.ro', 'D.sep'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'A folder of the node crosses namespaces: hostile code of one tenant replaces the weights that another loads next, and reads what it left there.',
  remediation:
    'Use a volume of each tenant’s own instead of a hostPath, or mount the cache `readOnly: true` and fill it by a trusted job.',
  applies: 'pod',
  when: (pod, platform) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted',
  check: (pod, platform) => forbidSharedWriting(pod, platform, folderOf),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: models }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v }] }], volumes: [{ name: v, hostPath: { path: /mnt/models } }] }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: b, namespace: others }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v, readOnly: true }] }], volumes: [{ name: v, hostPath: { path: /mnt/models } }] }',
    ],
    pass: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: models }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v, readOnly: true }] }], volumes: [{ name: v, hostPath: { path: /mnt/models } }] }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: b, namespace: others }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v, readOnly: true }] }], volumes: [{ name: v, hostPath: { path: /mnt/models } }] }',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: models }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v }] }], volumes: [{ name: v, hostPath: { path: /mnt/models } }] }',
    ],
    unknown: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: models }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v, readOnly: {{ .Values.ro }} }] }], volumes: [{ name: v, hostPath: { path: /mnt/models } }] }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: b, namespace: others }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v, readOnly: true }] }], volumes: [{ name: v, hostPath: { path: /mnt/models } }] }',
    ],
  },
}

function folderOf(volume: Volume): string | undefined {
  const path = volume.type === 'hostPath' ? valueOf(volume.hostPath) : undefined
  return path === undefined ? undefined : `folder ${trimEndOf(path, '/') || '/'} of its node`
}
