import { storageOpenings } from '../../ways/storage-openings.ts'
import type { Technique } from '../../technique.ts'

export const nodeCache: Technique<'pod'> = {
  id: 'DAT_HOST_CACHE',
  name: 'node-cache',
  title: 'Workloads keep their data in one folder of a node',
  from: 'pod',
  to: ['storage'],
  guarantees: ['isolation'],
  attack: ['T1080'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['D.ro', 'D.sep', 'V.node', 'A.psa', 'A.policy'],
  controls: ['shared-host-path-writable', 'host-path-volume', 'persistent-volume-on-node'],
  rationale:
    'A folder of the node knows no namespace. A cache of weights that several tenants mount, or one mounts whole and another in part, hands each what the others left there, on every node that both may run on.',
  find: (pod, terrain) => storageOpenings(pod, terrain, true),
  examples: {
    open: [
      twoPods({ paths: ['/mnt/models', '/mnt/models/'] }),
      twoPods({ paths: ['/mnt', '/mnt/models'] }),
      twoPods({ paths: ['/mnt/models/llm', '/mnt/models'] }),
      twoPods({ paths: ['/mnt/a/../models', '/mnt/models'] }),
      twoPods({ paths: ['/mnt/models', '/mnt/models'], mount: 'readOnly: true' }),
    ],
    barred: [],
    closed: [
      '{}',
      twoPods({ paths: ['/mnt/models', '/mnt/models'], areApart: true }),
      pod('acme', '/mnt/models', {}),
    ],
    unknown: [],
  },
}

interface Shape {
  readonly paths: readonly [first: string, second: string]
  readonly mount?: string
  /** On nodes of their own each. */
  readonly areApart?: boolean
}

function twoPods({ paths: [first, second], mount = '', areApart = false }: Shape): string {
  return [
    pod('acme', first, { mount, isAlone: areApart }),
    pod('globex', second, { isAlone: areApart }),
  ].join('\n---\n')
}

interface Placed {
  readonly mount?: string
  readonly isAlone?: boolean
}

function pod(namespace: string, path: string, { mount = '', isAlone = false }: Placed): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: ${namespace} }
spec:
  ${isAlone ? `nodeSelector: { tenant: ${namespace} }` : 'hostNetwork: false'}
  containers: [{ name: server, image: model, volumeMounts: [{ name: cache, mountPath: /cache, ${mount} }] }]
  volumes: [{ name: cache, hostPath: { path: ${path} } }]`
}
