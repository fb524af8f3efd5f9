import { storageOpenings } from '../../storage-openings.ts'
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
      twoPods('/mnt/models', '/mnt/models/'),
      twoPods('/mnt', '/mnt/models'),
      twoPods('/mnt/models/llm', '/mnt/models'),
      twoPods('/mnt/a/../models', '/mnt/models'),
      twoPods('/mnt/models', '/mnt/models', 'readOnly: true'),
    ],
    barred: [],
    closed: [
      '{}',
      twoPods('/mnt/models', '/mnt/models', '', 'nodeSelector: { tenant: globex },'),
      one('/mnt/models'),
    ],
    unknown: [],
  },
}

function twoPods(path: string, other: string, mount = '', otherSpec = ''): string {
  const spec = otherSpec === '' ? '' : otherSpec.replace('globex', 'acme')
  return `${pod('acme', path, mount, spec)}\n---\n${pod('globex', other, '', otherSpec)}`
}

function one(path: string): string {
  return pod('acme', path, '', '')
}

function pod(namespace: string, path: string, mount: string, spec: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: ${namespace} }
spec:
  ${spec === '' ? 'hostNetwork: false' : spec.replace(/,$/, '')}
  containers: [{ name: server, image: model, volumeMounts: [{ name: cache, mountPath: /cache, ${mount} }] }]
  volumes: [{ name: cache, hostPath: { path: ${path} } }]`
}
