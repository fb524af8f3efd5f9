import { ephemeralStorageLimitMissing } from '../../../controls/workload/ephemeral-storage-limit-missing.ts'
import { limitVerdict } from '../../../controls/workload/limits.ts'
import { anyOf, every, fail, pass, unknown, type Verdict } from '../../../controls/verdict.ts'
import type { Container } from '../../../model/pod.ts'
import { isKnown } from '../../../model/known.ts'
import { plainPod } from '../../examples/example-objects.ts'
import { podMounting } from '../../examples/example-pods.ts'
import { mountedVolumes } from '../../storage/mounted-volumes.ts'
import { sharedResource } from '../../ways/shared-resource.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'
import { openByVerdict } from '../../ways/verdict-openings.ts'

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
  barriers: ['Q.eph', 'K.rofs', 'A.quota', 'A.policy', 'V.node'],
  controls: [
    'ephemeral-storage-limit-missing',
    'empty-dir-unbounded',
    'root-filesystem-writable',
    'host-path-writable',
  ],
  rationale:
    'Without a limit a container writes its root file system and its emptyDirs until the node has disk pressure: the kubelet evicts pods and deletes images. What it writes to a folder of the node counts for nobody and has no limit at all.',
  drift: {
    rejectedBy: 'quota',
    field: 'storage-limit',
    to: (container, terrain) => sharedResource('ephemeral storage', container, terrain),
  },
  find: (container, terrain) => [...withoutLimit(container, terrain), ...intoTheNode(container, terrain)],
  examples: {
    open: [
      '{}',
      'securityContext: { readOnlyRootFilesystem: false }',
      podMounting('emptyDir: {}', { container: 'securityContext: { readOnlyRootFilesystem: true }' }),
      podMounting('hostPath: { path: /mnt }', {
        container: 'resources: { limits: { ephemeral-storage: 1Gi } }',
      }),
    ],
    barred: [],
    closed: [
      'resources: { limits: { ephemeral-storage: 1Gi } }',
      'securityContext: { readOnlyRootFilesystem: true }',
      podMounting('emptyDir: { sizeLimit: 1Gi }', {
        container: 'securityContext: { readOnlyRootFilesystem: true }',
      }),
      podMounting('emptyDir: { medium: Memory }', {
        container: 'securityContext: { readOnlyRootFilesystem: true }',
      }),
      besideLimit(),
    ],
    unknown: [
      'resources: { limits: "{{ .Values.limits }}" }',
      'securityContext: { readOnlyRootFilesystem: "{{ .Values.readOnly }}" }',
    ],
  },
}

/** One limit bounds the whole pod (kubelet, eviction manager); a pod that can write nowhere needs none. */
function withoutLimit(container: Container, terrain: Terrain): readonly Opening[] {
  const { platform } = terrain
  const own = limitVerdict(container, 'ephemeral-storage', platform)
  const others = container.pod.containers.map((each) => limitVerdict(each, 'ephemeral-storage', platform))
  return openByVerdict(anyOf([own, ...others, nothingToWrite(container)]), {
    to: sharedResource('ephemeral storage', container, terrain),
    question: `how much of its node’s disk container ${container.name} may fill`,
    closedBy: ephemeralStorageLimitMissing.name,
  })
}

function nothingToWrite(container: Container): Verdict {
  const { readOnlyRootFilesystem } = container.securityContext
  const name = `Container ${container.name}`
  if (readOnlyRootFilesystem.state === 'hidden')
    return unknown(`${name} may write its root file system.`, readOnlyRootFilesystem.origin)
  if (!readOnlyRootFilesystem.value) return fail(`${name} writes its root file system without limit.`)
  return every(mountedVolumes(container), ({ volume }) => {
    if (volume.type !== 'emptyDir' || isKnown(volume.medium, 'Memory')) return pass()
    if (volume.sizeLimit.state === 'hidden')
      return unknown(`${name} may fill an emptyDir.`, volume.sizeLimit.origin)
    return volume.sizeLimit.value === undefined ? fail(`${name} fills an emptyDir.`, volume.origin) : pass()
  })
}

function intoTheNode(container: Container, terrain: Terrain): readonly Opening[] {
  const folder = mountedVolumes(container).find(
    ({ volume, mount }) =>
      volume.type === 'hostPath' && isKnown(mount.readOnly, false) && isKnown(volume.readOnly, false),
  )
  if (folder === undefined) return []
  const message = `Container ${container.name} writes to a folder of its node.`
  return openByVerdict(fail(message, folder.mount.origin), {
    to: sharedResource('disk space of nodes', container, terrain),
    question: '',
    closedBy: 'host-path-writable',
  })
}

/** The limit of a sibling counts for the pod. */
function besideLimit(): string {
  const sibling = '{ name: helper, image: helper, resources: { limits: { ephemeral-storage: 1Gi } } }'
  return plainPod('acme').replace(' }]', ` }, ${sibling}]`)
}
