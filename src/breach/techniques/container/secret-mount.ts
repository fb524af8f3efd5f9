import type { Container } from '../../../model/pod.ts'
import { type Known, valueOf } from '../../../model/known.ts'
import type { Volume } from '../../../model/volume.ts'
import { openSecret } from '../../ways/secret-openings.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'

export const secretMount: Technique<'container'> = {
  id: 'CTR_SECRET_MOUNT',
  name: 'secret-mount',
  title: 'Code in a container reads the secrets mounted there',
  from: 'container',
  to: ['secret', 'secrets'],
  guarantees: ['containment'],
  attack: ['T1552.001'],
  matrix: [],
  vector: 'exposed-secrets',
  barriers: ['A.policy', 'D.sep'],
  controls: [],
  rationale:
    'A mounted secret is a file for every process of the container. The tenant’s own data is no loss to him; what counts is a secret that opens more: a login to the registry, a credential of the cloud, a token of another account.',
  find: openings,
  examples: {
    open: [
      mounting('{ name: key, secret: { secretName: hub } }'),
      mounting('{ name: key, projected: { sources: [{ secret: { name: hub } }] } }'),
    ],
    barred: [],
    closed: [
      '{}',
      mounting('{ name: key, configMap: { name: hub } }'),
      mounting('{ name: other, secret: { secretName: hub } }'),
    ],
    unknown: [mounting('{ name: key, secret: { secretName: "{{ .Values.secret }}" } }')],
  },
}

function openings(container: Container): readonly Opening[] {
  const { name, pod, mounts } = container
  const volumes = Map.groupBy(pod.volumes, (volume) => valueOf(volume.name))
  return mounts.flatMap(({ volume, origin }) =>
    volume.state === 'hidden'
      ? []
      : (volumes.get(volume.value) ?? [])
          .flatMap(secretsIn)
          .flatMap((reference) =>
            openSecret(container, { reference, how: `Container ${name} mounts it.`, origin }),
          ),
  )
}

function secretsIn({ type, reference, projections }: Volume): readonly Known<string | undefined>[] {
  const own = type === 'secret' ? [reference] : []
  return [...own, ...projections.filter((each) => each.type === 'secret').map((each) => each.reference)]
}

function mounting(volume: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec:
  containers: [{ name: server, image: model, volumeMounts: [{ name: key, mountPath: /key }] }]
  volumes: [${volume}]`
}
