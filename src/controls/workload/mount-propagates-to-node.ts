import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'

export const mountPropagatesToNode: Control<'container'> = {
  id: 'BH-0170',
  name: 'mount-propagates-to-node',
  title: 'Mounts made in the container appear on the node',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['D.sep'],
  vector: 'escape',
  references: ['cis-docker-1.6-docker-bench:5.20'],
  rationale:
    'With `Bidirectional` propagation a mount that hostile code makes lands on the node and in every other container that shares the path: it covers their files with its own.',
  remediation: 'Remove `mountPropagation: Bidirectional`. Storage is mounted by CSI drivers of the platform.',
  applies: 'container',
  check: (container) =>
    every(container.mounts, ({ propagation }) =>
      forbid(
        propagation,
        (mode) => mode !== undefined && /^(?:Bidirectional|r?shared)$/.test(mode),
        `Mounts that container ${container.name} makes appear on its node.`,
      ),
    ),
  examples: {
    fail: ['volumeMounts: [{ name: data, mountPath: /data, mountPropagation: Bidirectional }]'],
    pass: ['{}', 'volumeMounts: [{ name: data, mountPath: /data, mountPropagation: HostToContainer }]'],
    unknown: ['volumeMounts: [{ name: data, mountPath: /data, mountPropagation: "{{ .Values.mode }}" }]'],
  },
}
