import type { Barrier } from '../knowledge/barriers.ts'
import type { Guarantee, ThreatVector } from '../knowledge/guarantees.ts'
import type { Container, Pod } from '../model/pod.ts'
import type { PodClass } from '../reach/class.ts'
import type { Account } from './accounts/account.ts'
import type { StandingBarrier } from './steps/barrier.ts'
import type { Fault } from './barriers/admission.ts'
import type { CloudIdentity } from './facts/cloud-identities.ts'
import type { OpenDoor } from './services/open-doors.ts'
import type { Pool } from './nodes/pools.ts'
import type { Position, PositionKind } from './steps/position.ts'
import type { PullSecret } from './secrets/pull-secrets.ts'
import type { SharedPlace } from './storage/shared-places.ts'
import type { Terrain } from './terrain.ts'
import type { Opening } from './steps/opening.ts'

/** What an attacker has in hand, by the word in a technique's `from`. */
export interface Grounds {
  readonly container: Container
  readonly pod: Pod
  readonly network: PodClass
  readonly port: PodClass
  /** Ports of one class of pods that serve whoever connects. */
  readonly service: OpenDoor
  readonly node: Pool
  readonly account: Account
  readonly 'node-account': Pool
  /** Sends as a node does, whichever it is. */
  readonly 'node-network': true
  /** Pods of one's choice in this namespace. */
  readonly workloads: string
  /** Every port of this namespace. */
  readonly ports: string
  readonly metadata: Pool
  readonly 'cloud-identity': CloudIdentity
  readonly storage: StorageHold
  readonly 'pull-secret': PullSecret
  readonly outside: true
  readonly registry: true
  readonly 'registry-push': true
  readonly cluster: true
}

/** A place in storage that somebody reads, or writes to. */
export interface StorageHold {
  readonly place: SharedPlace
  readonly writes: boolean
}

export type GroundKind = keyof Grounds

/**
 * A move of an attacker: one file, a plain object, as a control is. Registry, documentation, `bulkhead explain`, coverage
 * tables and tests derive from it.
 */
export interface Technique<K extends GroundKind = GroundKind> {
  /** Of the catalogue: `ESC_PRIVILEGED`. Never reused. */
  readonly id: string
  /** Kebab-case; the file's name. */
  readonly name: string
  /** The move as a claim, at most 60 characters, no final stop. */
  readonly title: string
  readonly from: K
  readonly to: readonly PositionKind[]
  /** The promises that it breaks. */
  readonly guarantees: readonly Guarantee[]
  /** ATT&CK techniques (Enterprise 18.1). */
  readonly attack: readonly string[]
  /** Techniques of Microsoft's threat matrix for Kubernetes. */
  readonly matrix: readonly string[]
  readonly vector: ThreatVector
  /** Barriers that may stand on it, or that take it away. */
  readonly barriers: readonly Barrier[]
  /** Names of the controls that demand that it is closed or barred. */
  readonly controls: readonly string[]
  /** How the attacker does it and what he gains. Sentences. */
  readonly rationale: string
  /** What one wrong field in a manifest of tomorrow would open; absent where no field does. */
  readonly drift?: Drift<K>
  /** Where it is possible from here; nothing where it is closed. */
  readonly find: (from: Grounds[K], terrain: Terrain) => readonly Opening[]
  /** Barriers that fall once the attacker stands here, by instance. */
  readonly undermines?: (from: Grounds[K], terrain: Terrain) => readonly string[]
  readonly examples: TechniqueExamples
}

/** What a wrong field opens, and what would reject it: a level of Pod Security, a quota or limit range, or only a policy. */
export interface Drift<K extends GroundKind = GroundKind> extends Fault {
  readonly to: (from: Grounds[K], terrain: Terrain) => readonly Position[]
  /** What still stands when the field is wrong: the other fields of the same manifest. */
  readonly barriers?: (from: Grounds[K], terrain: Terrain) => readonly StandingBarrier[]
}

/**
 * Whole streams of objects that are the technique's tests, or what stands in a container or pod spec, as for controls.
 * They are about the first ground of their kind.
 */
export interface TechniqueExamples {
  /** Surely possible, and nothing has to fail. */
  readonly open: readonly TechniqueExample[]
  /** Possible, and something has to fail. */
  readonly barred: readonly TechniqueExample[]
  /** Not possible. */
  readonly closed: readonly TechniqueExample[]
  /** Possible at worst: it hangs on what is not known. */
  readonly unknown: readonly TechniqueExample[]
}

export type TechniqueExample =
  | string
  | { readonly manifest: string; readonly facts: Readonly<Record<string, string>> }
