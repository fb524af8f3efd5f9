// KubeHound's edges from containers, volumes and nodes, by what our techniques say of the same objects.
import type { Step } from '../../../src/breach/steps/step.ts'
import { tokenOf } from '../../../src/controls/identity/grants.ts'
import { isKnown, valueOf } from '../../../src/model/known.ts'
import { edgesCalled, type ExpectedEdge, kubeHoundTerrain } from './kubehound.ts'
import {
  type Answered,
  type AttackScene,
  type BreachAgreement,
  openSteps,
  sceneOn,
  setText,
} from './scene.ts'

/** How we answer for one kind of edge. */
interface EdgeJudge {
  readonly edge: string
  /** `Container`, `Node` …: one edge may start at several kinds. */
  readonly from: string
  /** Names as KubeHound's: which of its pairs are meant, in our words. */
  readonly expected: (edge: ExpectedEdge, scene: AttackScene) => Iterable<string>
  readonly found: (scene: AttackScene) => Iterable<string>
  readonly differs?: string
}

/** What the suite says in words, with our answer. */
interface Rule {
  readonly id: string
  readonly expected: readonly string[]
  readonly found: (scene: AttackScene) => Iterable<string>
}

export function measureKubeHoundEscapes(): BreachAgreement {
  const scene = sceneOn(kubeHoundTerrain())
  return {
    suite: 'kubehound (containers and nodes)',
    answers: [
      ...escapeJudges.flatMap((judge) =>
        edgesCalled(judge.edge)
          .filter(({ src }) => src === judge.from)
          .map((edge) => answer(edge, judge, scene)),
      ),
      ...escapeRules.map(({ id, expected, found }) => ({
        id,
        expected: setText(expected),
        got: setText(found(scene)),
      })),
    ],
  }
}

/** Of a subset only what it lists counts. */
function answer(edge: ExpectedEdge, judge: EdgeJudge, scene: AttackScene): Answered {
  const expected = new Set(judge.expected(edge, scene))
  const found = [...judge.found(scene)]
  const counted = edge.match === 'subset' ? found.filter((each) => expected.has(each)) : found
  return {
    id: `${edge.edge} (${edge.src} to ${edge.dst}, ${edge.truth})`,
    expected: setText(expected),
    got: setText(counted),
    ...(judge.differs === undefined ? {} : { differs: judge.differs }),
  }
}

/** `container:Pod/default/priv-pod/priv-pod` is the container `priv-pod`. */
function nameOf(key: string): string {
  return key.split('/').at(-1) ?? key
}

function sources({ pairs }: ExpectedEdge): readonly string[] {
  return pairs.map(([source]) => source)
}

function containersTo(
  technique: string,
  kinds: readonly string[],
): (scene: AttackScene) => readonly string[] {
  return (scene) =>
    openSteps(scene, technique)
      .filter(({ to }) => kinds.includes(to.kind))
      .map(({ from }) => nameOf(from.key))
}

function escape(edge: string, technique: string, kinds: readonly string[] = ['node']): EdgeJudge {
  return { edge, from: 'Container', expected: sources, found: containersTo(technique, kinds) }
}

/** `nodelog (varlog-pod)`: the volume counts through the pod that mounts it. */
function podOfVolume({ pairs }: ExpectedEdge): readonly string[] {
  return pairs.map(([source]) => /\((.+)\)$/.exec(source)?.[1] ?? source)
}

function podsTo(technique: string): (scene: AttackScene) => readonly string[] {
  return (scene) => openSteps(scene, technique).map(({ from }) => from.key.split('/').at(-2) ?? '')
}

function pairText(source: string, target: string): string {
  return `${source}>${target}`
}

function pairs(edge: ExpectedEdge): readonly string[] {
  return edge.pairs.map(([source, target]) => pairText(source, target))
}

/** Both at once: the privileged container, and the processes of its node in view. */
function entersNamespaces(scene: AttackScene): readonly string[] {
  const sees = new Set(containersTo('ESC_HOSTPID', ['processes'])(scene))
  return containersTo('ESC_PRIVILEGED', ['node'])(scene).filter((name) => sees.has(name))
}

/** A pod's containers reach each other through their pod, which sharing processes makes no difference to. */
function siblings({ terrain, map }: AttackScene): readonly string[] {
  const holds = new Set(map.steps.filter(isHolding).map(({ from, to }) => pairText(from.key, to.key)))
  return terrain.pods
    .filter(({ shareProcessNamespace }) => isKnown(shareProcessNamespace, true))
    .flatMap((pod) => {
      const own = `pod:${pod.kind}/${pod.namespace}/${pod.name}`
      const keys = pod.containers.map(
        ({ name }) => `container:${pod.kind}/${pod.namespace}/${pod.name}/${name}`,
      )
      return keys.flatMap((from) =>
        keys
          .filter((to) => to !== from && holds.has(pairText(from, own)) && holds.has(pairText(own, to)))
          .map((to) => pairText(nameOf(from), nameOf(to))),
      )
    })
}

function isHolding({ technique, barriers, assumes }: Step): boolean {
  return technique === undefined && barriers.length === 0 && assumes === undefined
}

/** KubeHound names the container, or its pod where both have one name. */
function accountsOfContainers(scene: AttackScene): readonly string[] {
  return openSteps(scene, 'CTR_SA_TOKEN').flatMap(({ from, to }) => {
    const pod = scene.terrain.pods.find(({ name }) => name === nameOf(from.key))
    const names = [nameOf(from.key), ...(pod?.containers.map(({ name }) => name) ?? [])]
    return names.map((name) => pairText(name, nameOf(to.key)))
  })
}

/** Pods and accounts that a node's volumes lead to. */
function accountsFrom({ map }: AttackScene, kind: string): readonly string[] {
  return map.steps
    .filter(({ from, to }) => from.kind === kind && to.kind === 'account')
    .map(({ to }) => nameOf(to.key))
}

function accountsOfPods({ terrain }: AttackScene): readonly string[] {
  return terrain.pods
    .filter((pod) => valueOf(tokenOf(pod, terrain.platform)) !== false)
    .map(({ serviceAccountName }) => valueOf(serviceAccountName) ?? '')
}

const escapeJudges: readonly EdgeJudge[] = [
  escape('CE_MODULE_LOAD', 'ESC_MODULE_LOAD'),
  escape('CE_PRIV_MOUNT', 'ESC_PRIVILEGED'),
  { edge: 'CE_NSENTER', from: 'Container', expected: sources, found: entersNamespaces },
  escape('CE_SYS_PTRACE', 'ESC_SYS_PTRACE'),
  escape('CE_VAR_LOG_SYMLINK', 'ESC_VARLOG_SYMLINK', ['node-files']),
  {
    ...escape('CE_UMH_CORE_PATTERN', 'ESC_CORE_PATTERN'),
    differs:
      'The whole node holds /proc as well, and a container without `runAsUser` runs as root: KubeHound asks for an explicit 0.',
  },
  { edge: 'SHARE_PS_NAMESPACE', from: 'Container', expected: pairs, found: siblings },
  { edge: 'IDENTITY_ASSUME', from: 'Container', expected: pairs, found: accountsOfContainers },
  {
    edge: 'TOKEN_STEAL',
    from: 'Volume',
    expected: ({ pairs: all }) => all.map(([, account]) => account),
    found: (scene) =>
      accountsFrom(scene, 'volumes').filter((name) => name !== 'default' && name !== 'vault-sa'),
  },
  { edge: 'EXPLOIT_HOST_READ', from: 'Volume', expected: podOfVolume, found: podsTo('ESC_HOSTPATH_READ') },
  { edge: 'EXPLOIT_HOST_WRITE', from: 'Volume', expected: podOfVolume, found: podsTo('ESC_HOSTPATH_WRITE') },
  {
    edge: 'EXPLOIT_HOST_TRAVERSE',
    from: 'Volume',
    expected: (_, scene) => ['host-read-exploit-pod', 'host-write-exploit-pod', ...accountsOfPods(scene)],
    found: (scene) => [...podsTo('ESC_HOSTPATH_TOKENS')(scene), ...accountsFrom(scene, 'volumes')],
  },
  {
    edge: 'POD_ATTACH',
    from: 'Node',
    expected: (_, { terrain }) => terrain.pods.map(({ name }) => name),
    found: (scene) => openSteps(scene, 'NOD_TO_PODS').map(({ to }) => nameOf(to.key)),
  },
  {
    edge: 'CONTAINER_ATTACH',
    from: 'Pod',
    expected: (_, { terrain }) =>
      terrain.pods.flatMap(({ containers }) => containers.map(({ name }) => name)),
    found: ({ map }) =>
      map.steps
        .filter((step) => isHolding(step) && step.from.kind === 'pod' && step.to.kind === 'container')
        .map(({ to }) => nameOf(to.key)),
  },
]

const escapeRules: readonly Rule[] = [
  {
    id: 'control-pod gives nothing but its account',
    expected: ['CTR_SA_TOKEN:default/default'],
    found: ({ map }) =>
      map.steps
        .filter(({ from, isDrift }) => !isDrift && from.key.split('/').includes('control-pod'))
        .filter(({ barriers }) => barriers.every(({ isIntrinsic }) => !isIntrinsic))
        .flatMap(({ technique = '', to }) =>
          /^(?:CTR|ESC)_/.test(technique) ? [`${technique}:${to.key.replace('account:', '')}`] : [],
        ),
  },
  {
    id: 'hostNetwork and NET_ADMIN take the node’s network, not the node',
    expected: ['node-network', 'traffic', 'neighbours'],
    found: (scene) => openSteps(scene, 'ESC_NET_ADMIN').map(({ to }) => to.kind),
  },
]
