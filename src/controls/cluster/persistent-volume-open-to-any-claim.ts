import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { persistentVolume } from './cluster-examples.ts'

export const persistentVolumeOpenToAnyClaim: Control<'persistent-volume'> = {
  id: 'BH-0532',
  name: 'persistent-volume-open-to-any-claim',
  title: 'Persistent volume is bound to no namespace',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['isolation'],
  barriers: ['D.sep'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Any claim of any namespace that asks for as much may get the volume, and what the last tenant left on it.',
  remediation:
    'Name the claim and its namespace under `claimRef`, or let a storage class provision the volume.',
  applies: 'persistent-volume',
  check: (volume) =>
    forbid(
      volume.claimNamespace,
      (namespace) => namespace === undefined,
      `PersistentVolume ${volume.name} is bound to no namespace.`,
    ),
  examples: {
    fail: [persistentVolume('csi: { driver: d, volumeHandle: x }')],
    pass: [
      persistentVolume('csi: { driver: d, volumeHandle: x }, claimRef: { name: weights, namespace: models }'),
    ],
    unknown: [
      persistentVolume(
        "csi: { driver: d, volumeHandle: x }, claimRef: { name: weights, namespace: '{{ .Release.Namespace }}' }",
      ),
    ],
  },
}
