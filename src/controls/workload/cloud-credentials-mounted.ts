import type { Control } from '../control.ts'
import { forbidHostPaths, normalisePath, tellsPaths } from './host-paths.ts'

/** Where the command line tools of clouds, and AKS, keep what they log in with. */
const credentials: ReadonlySet<string> = new Set([
  '/.aws',
  '/.aws/config',
  '/.aws/credentials',
  '/.azure',
  '/.azure/credentials',
  '/.config/gcloud',
  '/.config/gcloud/application_default_credentials.json',
  '/etc/kubernetes',
  '/etc/kubernetes/azure.json',
  '/gcloud',
  '/gcloud/application_default_credentials.json',
])

const isBad = (path: string): boolean => credentials.has(normalisePath(path))

export const cloudCredentialsMounted: Control<'pod'> = {
  id: 'BH-0995',
  name: 'cloud-credentials-mounted',
  title: 'Pod mounts credentials of the cloud from its node',
  layer: 'workload',
  severity: 'critical',
  guarantees: ['containment'],
  barriers: ['D.sep'],
  vector: 'exposed-secrets',
  references: ['kubescape:C-0020'],
  differs: {
    'kubescape:C-0020':
      'The paths of all clouds count at once; Kubescape asks for those of the cloud that it is told of, and for /etc and /.config as a whole.',
  },
  rationale:
    'With the node’s own identity hostile code leaves the cluster: `azure.json` holds what the cluster manages its nodes, disks and networks with.',
  remediation:
    'Remove the hostPath volume, and give the workload an identity of its own (Entra Workload ID).',
  applies: 'pod',
  when: (pod) => tellsPaths(pod, isBad),
  check: (pod) =>
    forbidHostPaths(
      pod,
      isBad,
      (paths) => `${pod.kind} ${pod.name} mounts ${paths}, where its node keeps credentials of the cloud.`,
    ),
  examples: {
    fail: [
      'volumes: [{ name: cloud, hostPath: { path: /etc/kubernetes/azure.json } }]',
      'volumes: [{ name: cloud, hostPath: { path: /.aws/config/ } }]',
    ],
    pass: ['{}', 'volumes: [{ name: cloud, hostPath: { path: /.aws/config/good } }]'],
    unknown: [],
  },
}
