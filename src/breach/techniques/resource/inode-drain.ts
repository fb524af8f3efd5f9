import { isKnown, originOf } from '../../../model/known.ts'
import type { Container } from '../../../model/pod.ts'
import { closedBy, type Condition, conditionOn, openWhere } from '../../steps/condition.ts'
import { alsoDoubted } from '../../steps/doubt.ts'
import { podMounting } from '../../examples/example-pods.ts'
import { type Mounted, mountedVolumes } from '../../storage/mounted-volumes.ts'
import { sandboxOf } from '../../barriers/sandbox.ts'
import { neighboursOf } from '../../ways/shared-resource.ts'
import type { Technique, TechniqueExample } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const inodeDrain: Technique<'container'> = {
  id: 'RES_INODE',
  name: 'inode-drain',
  title: 'A container makes more files than its node’s disk can hold',
  from: 'container',
  to: ['neighbours'],
  guarantees: ['isolation'],
  attack: ['T1499.001'],
  matrix: [],
  vector: 'vulnerable-host',
  barriers: ['K.rofs', 'V.node', 'V.sandbox'],
  controls: ['root-filesystem-writable', 'untrusted-pod-without-sandbox'],
  rationale:
    'A disk has so many inodes and no more, and empty files take no space: no limit of ephemeral storage, no `sizeLimit` of an emptyDir counts them. The kubelet evicts pods once few are left, too late for who makes a hundred thousand files a second; until then nobody on the node makes another one. A container that writes nowhere on the node’s disk makes none, and scratch volumes of a sandbox lie inside it. Nothing is bought with them: that only the neighbours feel it is why it is no drain.',
  find: openings,
  examples: {
    open: [
      onShared('{}'),
      onShared('resources: { limits: { ephemeral-storage: 1Gi } }'),
      onShared(withVolume('emptyDir: { sizeLimit: 1Gi }')),
    ],
    barred: [],
    closed: [
      { manifest: '{}', facts: { nodeInodes: 'bounded' } },
      'securityContext: { readOnlyRootFilesystem: true }',
      withVolume('emptyDir: { medium: Memory }'),
      withVolume('emptyDir: {}', 'readOnly: true'),
      withVolume('configMap: { name: settings }'),
      withVolume('emptyDir: {}', '', 'runtimeClassName: kata-vm-isolation'),
    ],
    unknown: [
      '{}',
      'securityContext: { readOnlyRootFilesystem: "{{ .Values.readOnly }}" }',
      withVolume('emptyDir: {}', 'readOnly: "{{ .Values.readOnly }}"'),
      withVolume('emptyDir: { medium: "{{ .Values.medium }}" }'),
      withVolume('emptyDir: {}', '', 'runtimeClassName: "{{ .Values.class }}"'),
    ],
  },
}

function openings(container: Container, terrain: Terrain): readonly Opening[] {
  const { is, assumes } = terrain.facts.ask('nodeInodes')
  if (is === 'good') return []
  const ways = openWhere([makesFiles(container, terrain)], () => ({
    to: neighboursOf(container.pod, terrain),
    how: `Container ${container.name} makes as many files on the disk of its node as it likes.`,
    barriers: [],
  }))
  return alsoDoubted(ways, assumes)
}

/**
 * On its root file system, or in scratch volumes that lie on the disk: those of a sandbox lie inside it (Kata Containers,
 * `disable_guest_empty_dir`).
 */
function makesFiles(container: Container, terrain: Terrain): Condition {
  const question = `whether container ${container.name} makes files on the disk of its node`
  const { readOnlyRootFilesystem } = container.securityContext
  const root = conditionOn(readOnlyRootFilesystem, (isReadOnly) => !isReadOnly, question)
  const sandbox = sandboxOf(container.pod, terrain)
  const scratch = mountedVolumes(container)
    .filter(({ volume }) => volume.type === 'emptyDir' && sandbox !== 'yes')
    .map((each) => scratchCondition(each, question))
    .map((each) => (sandbox === 'unknown' && each.is === 'yes' ? { ...each, is: 'unknown' as const } : each))
  const all = [closedBy('root-filesystem-writable', root), ...scratch]
  return (
    all.find(({ is }) => is === 'yes') ?? all.find(({ is }) => is === 'unknown') ?? { is: 'no', question }
  )
}

function scratchCondition({ volume, mount }: Mounted, question: string): Condition {
  const { medium, origin } = volume
  if (isKnown(medium, 'Memory') || isKnown(mount.readOnly, true)) return { is: 'no', question }
  const hidden = [medium, mount.readOnly].find(({ state }) => state === 'hidden')
  return hidden === undefined
    ? { is: 'yes', origin, question }
    : { is: 'unknown', origin: originOf(hidden) ?? origin, question }
}

function onShared(manifest: string): TechniqueExample {
  return { manifest, facts: { nodeInodes: 'shared' } }
}

function withVolume(volume: string, mount = '', spec = ''): string {
  const container = 'securityContext: { readOnlyRootFilesystem: true }'
  return podMounting(volume, { mount, container, spec })
}
