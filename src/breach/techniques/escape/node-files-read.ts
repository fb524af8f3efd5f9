import type { Container } from '../../../model/pod.ts'
import { rootBarriers } from '../../barriers/user.ts'
import { openWhere } from '../../steps/condition.ts'
import { podMountingNode } from '../../examples/example-pods.ts'
import { findMount } from '../../ways/host-mounts.ts'
import { holdsKubeletCredential, holdsLogin, showsProcesses } from '../../nodes/node-paths.ts'
import { nodeAccountPosition } from '../../steps/position.ts'
import { lookAtProcesses } from '../../ways/process-view.ts'
import { nodesOf, onItsPools } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const nodeFilesRead: Technique<'container'> = {
  id: 'ESC_HOSTPATH_READ',
  name: 'node-files-read',
  title: 'A container reads the credentials of its node',
  from: 'container',
  to: ['account', 'node', 'processes'],
  guarantees: ['containment'],
  attack: ['T1552.001'],
  matrix: ['MS-TA9026'],
  vector: 'exposed-secrets',
  barriers: ['A.psa', 'A.policy', 'K.nonroot', 'K.userns', 'X.guest'],
  controls: [
    'host-path-volume',
    'system-directory-mounted',
    'node-state-mounted',
    'cloud-credentials-mounted',
    'sandbox-undermined',
    'may-run-as-root',
    'persistent-volume-on-node',
  ],
  rationale:
    'Read-only is enough: the kubelet’s certificate makes whoever reads it the node at the API server, keys and password hashes may open a login, and the node’s /proc shows the environment and the files of every process of the same user. A user other than root reads what root leaves open, which these files are not.',
  find: (container, terrain) => [
    ...reading(container, terrain),
    ...loggingIn(container, terrain),
    ...looking(container, terrain),
  ],
  examples: {
    open: [
      mounting('/', 'readOnly: true'),
      mounting('/var/lib/kubelet', 'readOnly: true'),
      mounting('/var/lib/kubelet/pki/kubelet-client-current.pem', 'readOnly: true'),
      mounting('/etc/kubernetes', 'readOnly: true'),
      mounting('/proc', 'readOnly: true'),
    ],
    barred: [
      {
        manifest: mounting(
          '/var/lib/kubelet/pki',
          '',
          '{ runAsUser: 1000, allowPrivilegeEscalation: false }',
        ),
        facts: { nodeKernel: 'patched' },
      },
    ],
    closed: [
      '{}',
      mounting('/mnt/models', 'readOnly: true'),
      mounting('/etc/localtime', 'readOnly: true'),
      mounting('/var/lib/kubelet/plugins', 'readOnly: true'),
      mounting('/home/azureuser/models', 'readOnly: true'),
      mounting('/var/lib', 'readOnly: true, subPath: models'),
    ],
    // Whether a key opens a login, nobody can tell from here.
    unknown: [
      mounting('/root/.ssh', 'readOnly: true'),
      mounting('/home', 'readOnly: true'),
      mounting('/etc/shadow', 'readOnly: true'),
      mounting('"{{ .Values.path }}"', 'readOnly: true'),
    ],
  },
}

function reading(container: Container, terrain: Terrain): readonly Opening[] {
  const found = findMount(container, { isMeant: holdsKubeletCredential, toWrite: false }, terrain.platform)
  if (found === undefined) return []
  return openWhere([found.condition], () => ({
    to: onItsPools(container.pod, terrain, nodeAccountPosition),
    how: `Container ${container.name} reads the kubelet’s credential in ${found.path} of its node.`,
    barriers: rootBarriers(container, terrain),
  }))
}

function loggingIn(container: Container, terrain: Terrain): readonly Opening[] {
  const found = findMount(container, { isMeant: holdsLogin, toWrite: false }, terrain.platform)
  if (found === undefined) return []
  const { path, condition } = found
  const opens = { is: 'unknown', question: `whether a key or password in ${path} opens a node` } as const
  return openWhere([condition, opens], () => ({
    to: nodesOf(container.pod, terrain),
    how: `Container ${container.name} reads keys and password hashes in ${path} of its node.`,
    barriers: rootBarriers(container, terrain),
  }))
}

function looking(container: Container, terrain: Terrain): readonly Opening[] {
  const found = findMount(container, { isMeant: showsProcesses, toWrite: false }, terrain.platform)
  return found === undefined ? [] : lookAtProcesses(container, found.condition, terrain)
}

function mounting(path: string, mount: string, securityContext = '{}'): string {
  return podMountingNode(path, { mount, container: `securityContext: ${securityContext}` })
}
