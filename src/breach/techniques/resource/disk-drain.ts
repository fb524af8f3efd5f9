import { ephemeralStorageLimitMissing } from '../../../controls/workload/ephemeral-storage-limit-missing.ts'
import { sharedResource } from '../../shared-resource.ts'
import type { Technique } from '../../technique.ts'
import { openWhereFails } from '../../verdict-openings.ts'

export const diskDrain: Technique<'container'> = {
  id: 'RES_EPHEMERAL',
  name: 'disk-drain',
  title: 'A container without limit fills the disk of its node',
  from: 'container',
  to: ['neighbours', 'drain'],
  guarantees: ['isolation', 'fair-share'],
  attack: ['T1499.001'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['Q.eph', 'A.quota', 'V.node'],
  controls: ['ephemeral-storage-limit-missing'],
  rationale:
    'Without a limit a container writes its root file system, its emptyDirs and its logs until the node has disk pressure: the kubelet evicts pods and deletes images.',
  drift: {
    rejectedBy: 'quota',
    field: 'storage-limit',
    to: (container, terrain) => sharedResource('ephemeral storage', container, terrain),
  },
  find: (container, terrain) =>
    openWhereFails(
      { control: ephemeralStorageLimitMissing, asset: container, terrain },
      { to: sharedResource('ephemeral storage', container, terrain) },
    ),
  examples: {
    open: ['{}'],
    barred: [],
    closed: ['resources: { limits: { ephemeral-storage: 1Gi } }'],
    unknown: ['resources: { limits: "{{ .Values.limits }}" }'],
  },
}
