import { valueOf } from '../../model/known.ts'
import type { Pod } from '../../model/pod.ts'
import type { Volume } from '../../model/volume.ts'
import type { Control } from '../control.ts'
import { forbidSharedWriting } from './shared-volumes.ts'

export const sharedClaimWritable: Control<'pod'> = {
  id: 'BH-0255',
  name: 'shared-claim-writable',
  title: 'Workloads may write into each other’s volume',
  layer: 'workload',
  severity: 'medium',
  confidence: 'likely',
  guarantees: ['isolation'],
  barriers: ['D.ro', 'D.sep'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Hostile code that writes into a shared cache replaces the weights, tokenizers and code that the others load next, and reads what they left there.',
  remediation:
    'Fill the cache by one trusted job, mount it `readOnly: true` everywhere else, or give each workload a claim of its own.',
  applies: 'pod',
  when: (pod, platform) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted',
  check: (pod, platform) => forbidSharedWriting(pod, platform, claimOf),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: models }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v }] }], volumes: [{ name: v, persistentVolumeClaim: { claimName: cache } }] }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: b, namespace: models }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v, readOnly: true }] }], volumes: [{ name: v, persistentVolumeClaim: { claimName: cache } }] }',
    ],
    pass: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: models }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v, readOnly: true }] }], volumes: [{ name: v, persistentVolumeClaim: { claimName: cache } }] }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: b, namespace: models }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v, readOnly: true }] }], volumes: [{ name: v, persistentVolumeClaim: { claimName: cache } }] }',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: models }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v }] }], volumes: [{ name: v, persistentVolumeClaim: { claimName: cache } }] }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: b, namespace: others }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v }] }], volumes: [{ name: v, persistentVolumeClaim: { claimName: cache } }] }',
    ],
    unknown: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: models }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v, readOnly: {{ .Values.ro }} }] }], volumes: [{ name: v, persistentVolumeClaim: { claimName: cache } }] }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: b, namespace: models }\nspec: { containers: [{ name: a, image: a, volumeMounts: [{ name: v, mountPath: /v, readOnly: true }] }], volumes: [{ name: v, persistentVolumeClaim: { claimName: cache } }] }',
    ],
  },
}

function claimOf(volume: Volume, pod: Pod): string | undefined {
  const name = valueOf(volume.reference)
  return volume.type === 'persistentVolumeClaim' && name !== undefined
    ? `claim ${pod.namespace}/${name}`
    : undefined
}
