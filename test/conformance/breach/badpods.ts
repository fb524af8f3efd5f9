// badPods: eight pods, from one that is allowed everything to one that is allowed nothing, each by eight controllers.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { footholdsOf, measureAll, readAll } from '../../../src/breach/measure.ts'
import type { Facts } from '../../../src/knowledge/platform-facts.ts'
import { defaultDepths, sameForAll } from '../../../src/knowledge/required-depths.ts'
import { shared } from '../suites.ts'
import { type Answered, type AttackScene, type BreachAgreement, sceneOf, setText } from './scene.ts'

const suite = join(shared, 'conformance', 'badpods')

interface BadPod {
  readonly manifest: string
  readonly kind: string
  readonly techniques: readonly string[]
}

export function hasBadPods(): boolean {
  return existsSync(suite)
}

function loadBadPods(): readonly BadPod[] {
  return (JSON.parse(readFileSync(join(suite, 'index.json'), 'utf8')) as { cases: readonly BadPod[] }).cases
}

export function measureBadPods(): BreachAgreement {
  const pods = loadBadPods()
  return {
    suite: 'badpods',
    answers: [...pods.map(techniquesOf), ...pods.map(rootOnNode), ...controllersAgree(pods)],
  }
}

/** What the suite derives from manifests; the rest needs more than one pod, or a flaw that nobody knows. */
const derived = /^(?:CTR_SA_TOKEN|ESC_.+|RES_(?:CPU|MEM|EPHEMERAL))$/

/** Techniques that are possible without a flaw of kernel, hypervisor, runtime or GPU stack. */
function found({ map }: AttackScene): string {
  const open = map.steps.filter(
    ({ isDrift, barriers }) => !isDrift && barriers.every(({ isIntrinsic }) => !isIntrinsic),
  )
  return setText(open.flatMap(({ technique = '' }) => (derived.test(technique) ? [technique] : [])))
}

/** No manifest of the suite grants the right to read logs, on which one technique hangs. */
function techniquesOf({ manifest, techniques }: BadPod): Answered {
  const expected = techniques.filter((each) => !each.endsWith('?needs-log-read'))
  return {
    id: `${manifest}: techniques`,
    expected: setText(expected),
    got: found(sceneOf([join(suite, manifest)])),
  }
}

const rootAtOnce: ReadonlySet<string> = new Set([
  'everything-allowed',
  'priv-and-hostpid',
  'priv',
  'hostpath',
])

/** As good as the platform around the pod may be; else the nodes' identity may rule them. */
const soundPlatform: Facts = Object.fromEntries(
  Object.entries({
    nodeKernel: 'patched',
    containerRuntime: 'patched',
    imds: 'blocked',
    nodeIdentity: 'scoped',
    imagePush: 'none',
    egressFirewall: 'enforced',
  }).map(([name, value]) => [name, { value }]),
)

function rootOnNode({ manifest }: BadPod): Answered {
  const { terrain, map } = sceneOf([join(suite, manifest)], soundPlatform)
  const measures = measureAll(footholdsOf(terrain), readAll(map, terrain), {
    required: sameForAll(defaultDepths),
  })
  const depths = measures.filter(({ goal }) => goal.id === 'node').map(({ asIs }) => asIs.lower)
  const isExpected = rootAtOnce.has(typeOf(manifest))
  return {
    id: `${manifest}: root on the node`,
    expected: isExpected ? 'at once' : 'not at once',
    got: Math.min(...depths) === 0 ? 'at once' : 'not at once',
  }
}

function typeOf(manifest: string): string {
  return manifest.split('/')[1] ?? ''
}

/** Whatever starts a pod, it is the same pod. */
function controllersAgree(pods: readonly BadPod[]): readonly Answered[] {
  return [...Map.groupBy(pods, ({ manifest }) => typeOf(manifest))].map(([type, same]) => {
    const sets = new Set(same.map(({ manifest }) => found(sceneOf([join(suite, manifest)]))))
    return {
      id: `${type}: ${same.length} kinds of workload alike`,
      expected: '1 set of techniques',
      got: `${sets.size} set${sets.size === 1 ? '' : 's'} of techniques`,
    }
  })
}
