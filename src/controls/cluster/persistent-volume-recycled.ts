import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { persistentVolume } from './cluster-examples.ts'

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
    fail: [persistentVolume('nfs: { server: s, path: /x }, persistentVolumeReclaimPolicy: Recycle')],
    pass: [persistentVolume('nfs: { server: s, path: /x }, persistentVolumeReclaimPolicy: Delete')],
    unknown: [
      persistentVolume("nfs: { server: s, path: /x }, persistentVolumeReclaimPolicy: '{{ .Values.policy }}'"),
    ],
  },
}
