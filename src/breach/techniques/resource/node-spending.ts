import { remember } from '../../../kernel/remember.ts'
import { isDevice } from '../../nodes/devices.ts'
import { allDoubted } from '../../steps/doubt.ts'
import { inNamespace, plainPod, quota } from '../../examples/example-objects.ts'
import { openByFact } from '../../ways/fact-openings.ts'
import { drainPosition } from '../../steps/position.ts'
import { unbounded } from '../../ways/quotas.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const nodeSpending: Technique<'workloads'> = {
  id: 'RES_AUTOSCALE_SPEND',
  name: 'node-spending',
  title: 'Pods of one’s choice make the platform buy nodes',
  from: 'workloads',
  to: ['drain'],
  guarantees: ['fair-share'],
  attack: ['T1496.001'],
  matrix: ['MS-TA9039'],
  vector: 'misconfigured-container',
  barriers: ['A.quota', 'Z.cap'],
  controls: [
    'namespace-without-quota',
    'quota-without-cpu',
    'quota-without-accelerators',
    'autoscaler-unbounded',
  ],
  rationale:
    'A pod that fits nowhere makes the autoscaler start a node for it, with the GPU that it asks for. Without a quota over CPU and accelerators one namespace fills pool after pool, up to the maximum that somebody set, if somebody did.',
  find: openings,
  examples: {
    open: [
      { manifest: inNamespace('acme', ''), facts: { spending: 'open' } },
      { manifest: inNamespace('acme', quota('acme', 'requests.memory: 8Gi')), facts: { spending: 'open' } },
      {
        manifest: inNamespace('acme', `${quota('acme', 'limits.cpu: 8')}\n---\n${gpuPod()}`),
        facts: { spending: 'open' },
      },
    ],
    barred: [],
    closed: [
      { manifest: inNamespace('acme', ''), facts: { spending: 'capped' } },
      { manifest: inNamespace('acme', quota('acme', 'limits.cpu: 8')), facts: { spending: 'open' } },
      {
        manifest: inNamespace(
          'acme',
          `${quota('acme', 'cpu: 8, requests.nvidia.com/gpu: 1')}\n---\n${gpuPod()}`,
        ),
        facts: { spending: 'open' },
      },
    ],
    unknown: [
      inNamespace('acme', ''),
      {
        manifest: inNamespace(
          'acme',
          quota('acme', '"{{ .Values.hard }}": 1').replace(/hard: .*/, 'hard: "{{ .Values.hard }}" }'),
        ),
        facts: { spending: 'open' },
      },
    ],
  },
}

function openings(namespace: string, terrain: Terrain): readonly Opening[] {
  const devices = devicesOf(terrain).map((device) => [`requests.${device}`])
  const open = unbounded(namespace, [['requests.cpu', 'limits.cpu', 'cpu'], ...devices], terrain)
  if (open === undefined) return []
  const ways = openByFact('spending', terrain, {
    to: [drainPosition('nodes that are bought')],
    how: `No quota of namespace ${namespace} bounds CPU and accelerators.`,
    evidence: open.evidence,
  })
  return allDoubted(ways, open.assumes)
}

/** Devices that pods of the platform ask for: its nodes have them. */
const devicesOf = remember(({ pods }: Terrain): readonly string[] => {
  const names = new Set<string>()
  for (const { limits, requests } of pods.flatMap(({ containers }) => containers)) {
    for (const name of [...limits.keys(), ...requests.keys()]) names.add(name)
  }
  return [...names].filter(isDevice)
})

function gpuPod(): string {
  return plainPod('acme').replace(
    'image: model',
    'image: model, resources: { limits: { nvidia.com/gpu: 1 } }',
  )
}
