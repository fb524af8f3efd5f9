import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

export const persistentVolumeRecycled: Control<'persistent-volume'> = {
  id: 'BH-0533',
  name: 'persistent-volume-recycled',
  title: 'Persistent volume is handed on after a mere delete',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['isolation'],
  barriers: ['D.sep'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Recycling deletes files and hands the volume to the next tenant: whoever reads the blocks reads what was there.',
  remediation: 'Set `persistentVolumeReclaimPolicy: Delete`.',
  applies: 'persistent-volume',
  check: (volume) =>
    forbid(
      volume.reclaimPolicy,
      (policy) => policy === 'Recycle',
      `PersistentVolume ${volume.name} is handed on after a mere delete.`,
    ),
  examples: {
    fail: [
      'apiVersion: v1\nkind: PersistentVolume\nmetadata: { name: weights }\nspec: { capacity: { storage: 1Gi }, nfs: { server: s, path: /x }, persistentVolumeReclaimPolicy: Recycle }',
    ],
    pass: [
      'apiVersion: v1\nkind: PersistentVolume\nmetadata: { name: weights }\nspec: { capacity: { storage: 1Gi }, nfs: { server: s, path: /x }, persistentVolumeReclaimPolicy: Delete }',
    ],
    unknown: [
      "apiVersion: v1\nkind: PersistentVolume\nmetadata: { name: weights }\nspec: { capacity: { storage: 1Gi }, nfs: { server: s, path: /x }, persistentVolumeReclaimPolicy: '{{ .Values.policy }}' }",
    ],
  },
}
