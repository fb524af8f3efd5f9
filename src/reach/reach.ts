import type { AddressRange } from '../kernel/cidr.ts'
import type { ExtendedNetworkPolicy } from '../model/network.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import { cutAtoms } from './atoms.ts'
import { groupClasses, type PodClass } from './class.ts'
import { type Connection, connect, connectAll, selfConnection } from './connection.ts'
import { endOfSubject, findEnds } from './end.ts'
import type { Endpoint } from './endpoint.ts'
import { indexMembers } from './member-index.ts'
import { atomsOf } from './partition.ts'
import { findParts } from './policy-parts.ts'
import { findShapes } from './shape.ts'
import { findSubjects } from './subject.ts'

/** What differs between network plugins, where the owner of the platform knows it. */
export interface ReachOptions {
  /**
   * Whether blocks of addresses (`ipBlock`, `networks`) stand for pods whose address they hold. Unset: of `ipBlock` it
   * is not known (Cilium: no; plugins that filter by address: yes), `networks` do, as their API asks.
   */
  readonly blocksMatchPods?: 'yes' | 'no'
  /** Policies of these APIs have no effect. */
  readonly foreign?: readonly ExtendedNetworkPolicy['api'][]
  /** Let policies be about pods in their node's network, too. No plugin of AKS does. */
  readonly selectsHostPods?: boolean
}

/** Who reaches whom. */
export interface Reach {
  /** The classes of pods, in the order of their first pods; pods of one class reach and are reached alike. */
  readonly classes: readonly PodClass[]
  /** The class of a pod; a container that Docker runs has none: no policy is about it. */
  readonly classOf: (pod: Pod) => PodClass | undefined
  /** Which ports of one endpoint another may connect to, and why. */
  readonly connection: (from: Endpoint, to: Endpoint) => Connection
  /** The connections to every class at once, in the order of `classes`, the denied ones too. */
  readonly connectionsFrom: (from: Endpoint) => readonly Connection[]
  /** A range of addresses, cut into parts that no policy of the pod tells apart. */
  readonly partition: (range: AddressRange, pod: Pod) => readonly AddressRange[]
}

/** Works out once what policies say of a platform's pods; questions are then cheap. */
export function buildReach(platform: Platform, options: ReachOptions = {}): Reach {
  const { selectsHostPods = false, blocksMatchPods, foreign = [] } = options
  const { blocks, names } = findParts(platform)
  const { shapes, dns } = findShapes(platform, { atoms: cutAtoms(blocks), names, selectsHostPods })
  const members = indexMembers(shapes)
  const subjects = findSubjects(shapes, platform, { members, blocksMatchPods, foreign })
  const linked = groupClasses(subjects, members.all())
  const classes = linked.map((each) => each.class)
  const ends = linked.map(({ subject }) => endOfSubject(subject))
  const classOf = new Map(classes.flatMap((each) => each.pods.map((pod) => [pod, each])))
  const endOf = findEnds(subjects, dns)
  return {
    classes,
    classOf: (pod) => classOf.get(pod),
    connection: (from, to) => (isSelf(from, to) ? selfConnection : connect(endOf(from), endOf(to))),
    connectionsFrom: (from) => connectAll(endOf(from), ends),
    partition: (range, pod) => {
      const { subject } = endOf({ kind: 'pod', pod })
      return subject === undefined ? [range] : atomsOf(subject).split(range)
    },
  }
}

/** A bare pod reaches itself whatever policies say; of a workload any two pods are meant. */
function isSelf(from: Endpoint, to: Endpoint): boolean {
  return from.kind === 'pod' && to.kind === 'pod' && from.pod === to.pod && from.pod.kind === 'Pod'
}
