import { originOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { persistentVolume } from './cluster-examples.ts'

export const persistentVolumeOnNode: Control<'persistent-volume'> = {
  id: 'BH-0531',
  name: 'persistent-volume-on-node',
  title: 'Persistent volume is a directory of the node',
  layer: 'cluster',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.psa', 'D.sep'],
  vector: 'escape',
  references: [],
  rationale:
    'The claim looks like any other and passes every Pod Security level, and the pod has the node’s file system.',
  remediation: 'Use a CSI driver; for node-local speed, ephemeral volumes.',
  applies: 'persistent-volume',
  check: (volume) =>
    volume.type === 'hostPath'
      ? fail(
          `PersistentVolume ${volume.name} is a directory of the node.`,
          originOf(volume.hostPath) ?? volume.origin,
        )
      : pass(),
  examples: {
    fail: [persistentVolume('hostPath: { path: /var/lib }')],
    pass: [persistentVolume('csi: { driver: disk.csi.azure.com, volumeHandle: x }')],
    unknown: [],
  },
}
