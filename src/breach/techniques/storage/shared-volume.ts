import { storageOpenings } from '../../ways/storage-openings.ts'
import type { Technique } from '../../technique.ts'

export const sharedVolume: Technique<'pod'> = {
  id: 'DAT_SHARED_PVC',
  name: 'shared-volume',
  title: 'Workloads keep their data on one volume',
  from: 'pod',
  to: ['storage'],
  guarantees: ['isolation'],
  attack: ['T1005'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['D.ro', 'D.sep'],
  controls: ['shared-claim-writable'],
  rationale:
    'A claim is its namespace’s own, the share or disk behind it is not: two persistent volumes with the same handle, server or share name are one storage, and volumes that stand in pods may name it too. Code reads there what others left and, where its mount lets it, replaces what they load next.',
  find: (pod, terrain) => storageOpenings(pod, terrain, false),
  examples: {
    open: [
      twoPods({ claim: 'models' }),
      twoPods({ claim: 'models', mount: 'readOnly: true' }),
      twoShares('csi: { driver: file.csi.azure.com, volumeHandle: models }'),
      twoShares('nfs: { server: 10.0.0.4, path: /models }'),
      twoInline('nfs: { server: 10.0.0.4, path: /models }'),
      twoWaiting({ acme: 'storageClassName: acme', globex: 'storageClassName: globex' }),
      twoWaiting({ acme: 'storageClassName: one', globex: 'storageClassName: one' }),
      twoInline('csi: { driver: file.csi.azure.com, volumeAttributes: { shareName: models } }'),
    ],
    barred: [],
    closed: [
      '{}',
      twoPods({ claim: 'models', otherClaim: 'data' }),
      twoPods({ claim: 'models', otherNamespace: 'globex' }),
      twoShares('nfs: { server: 10.0.0.4, path: /TENANT }'),
      twoInline('csi: { driver: secrets-store.csi.k8s.io }'),
      unmounted(),
      twoWaiting({ acme: 'storageClassName: acme', globex: 'storageClassName: globex' }, '/TENANT'),
      twoWaiting({ acme: 'storageClassName: one', globex: 'storageClassName: one' }, '/TENANT'),
    ],
    unknown: [twoWaiting({ acme: '', globex: 'storageClassName: globex' })],
  },
}

interface Shape {
  readonly claim: string
  readonly otherClaim?: string
  readonly otherNamespace?: string
  readonly mount?: string
}

function twoPods({ claim, otherClaim = claim, otherNamespace = 'acme', mount = '' }: Shape): string {
  const claimed = (name: string): string => `persistentVolumeClaim: { claimName: ${name} }`
  return [
    pod({ name: 'one', namespace: 'acme', volume: claimed(claim), mount }),
    pod({ name: 'two', namespace: otherNamespace, volume: claimed(otherClaim), mount: '' }),
  ].join('\n---\n')
}

/** Two tenants, each with a claim and a persistent volume of its own: what is behind decides. */
function twoShares(source: string): string {
  return ['acme', 'globex']
    .map(
      (tenant) => `apiVersion: v1
kind: PersistentVolume
metadata: { name: ${tenant} }
spec:
  ${source.replace('TENANT', tenant)}
  accessModes: [ReadWriteMany]
  claimRef: { namespace: ${tenant}, name: models }
---
${pod({ name: 'model', namespace: tenant, volume: 'persistentVolumeClaim: { claimName: models }', mount: '' })}`,
    )
    .join('\n---\n')
}

/** The same without a word of who belongs to whom: class, size and mode decide. */
function twoWaiting(classes: Readonly<Record<string, string>>, path: string = '/models'): string {
  return Object.entries(classes)
    .map(
      ([tenant, className]) => `apiVersion: v1
kind: PersistentVolume
metadata: { name: ${tenant} }
spec:
  ${className || 'storageClassName: managed'}
  nfs: { server: 10.0.0.4, path: ${path.replace('TENANT', tenant)} }
  accessModes: [ReadWriteMany]
  capacity: { storage: 1Gi }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: models, namespace: ${tenant} }
spec: { ${className === '' ? '' : `${className}, `}accessModes: [ReadWriteMany], resources: { requests: { storage: 1Gi } } }
---
${pod({ name: 'model', namespace: tenant, volume: 'persistentVolumeClaim: { claimName: models }', mount: '' })}`,
    )
    .join('\n---\n')
}

function twoInline(source: string): string {
  return ['acme', 'globex']
    .map((namespace) => pod({ name: 'model', namespace, volume: source, mount: '' }))
    .join('\n---\n')
}

function unmounted(): string {
  return twoPods({ claim: 'models' }).replace(
    'volumeMounts: [{ name: data, mountPath: /data,  }]',
    'tty: false',
  )
}

function pod(shape: {
  readonly name: string
  readonly namespace: string
  readonly volume: string
  readonly mount: string
}): string {
  const { name, namespace, volume, mount } = shape
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  containers: [{ name: server, image: model, volumeMounts: [{ name: data, mountPath: /data, ${mount} }] }]
  volumes: [{ name: data, ${volume} }]`
}
