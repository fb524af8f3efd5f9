import type { Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'

export const volumeTypeNotCore: Control<'pod'> = {
  id: 'BH-0107',
  name: 'volume-type-not-core',
  title: 'Pod mounts storage past PersistentVolumes',
  layer: 'workload',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: ['D.sep'],
  vector: 'misconfigured-container',
  references: ['pod-security-standards:restrictedVolumes', 'trivy:KSV-0028'],
  differs: {
    'trivy:KSV-0028':
      'Trivy has a list of forbidden types; any type that admission would not let through fails here, such as an image volume.',
  },
  rationale:
    'A volume written straight into a pod names servers, shares and drivers that nobody provisioned for it: whoever writes pods then chooses what storage the node mounts, with the node’s own file-system drivers.',
  remediation:
    'Let an administrator provision the storage, and mount it through a PersistentVolumeClaim, a CSI or an ephemeral volume.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes',
  check: (pod) => {
    const bad = pod.volumes.filter(({ type }) => !judgedElsewhere.has(type) && !coreTypes.has(type))
    if (bad.length === 0) return hiddenVolumes(pod) ?? pass()
    const types = [...new Set(bad.map(({ type }) => type))].join(', ')
    return fail(
      `${pod.kind} ${pod.name} mounts volumes of type ${types}, which admission at level restricted refuses.`,
      ...bad.map(({ origin }) => origin),
    )
  },
  examples: {
    fail: [
      'volumes: [{ name: share, nfs: { server: 10.0.0.4, path: /models } }]',
      'volumes: [{ name: share, azureFile: { secretName: share, shareName: models } }]',
    ],
    pass: [
      '{}',
      'volumes: [{ name: scratch }]',
      'volumes: [{ name: a, emptyDir: {} }, { name: b, secret: { secretName: b } }, { name: c, csi: { driver: x } }]',
      'volumes: [{ name: node, hostPath: { path: /var } }]',
    ],
    unknown: ['volumes: {{ toYaml .Values.volumes }}'],
  },
}

/** Pod Security Standards, restricted: everything else has to come through a PersistentVolume. */
const coreTypes: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
])

const judgedElsewhere: ReadonlySet<string> = new Set(['hostPath', 'unknown'])

function hiddenVolumes(pod: Pod): Verdict | undefined {
  const hidden = pod.volumes.filter(({ type }) => type === 'unknown')
  if (hidden.length === 0) return undefined
  return unknown(`What ${pod.kind} ${pod.name} mounts cannot be told.`, ...hidden.map(({ origin }) => origin))
}
