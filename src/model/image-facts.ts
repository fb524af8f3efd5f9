import type { Container, NodeTerm, Pod } from './pod.ts'
import { parseImageReference } from './image-reference.ts'
import { isKnown, valueOf } from './known.ts'
import type { Dated } from './patch-deadline.ts'

/** What is known of an image that the platform names: nothing, unless somebody asked for images to be opened. */
export type ImageLook =
  | { readonly is: 'opened'; readonly image: ImageFacts }
  | { readonly is: 'unopened'; readonly reason: string }
  | { readonly is: 'unasked' }

/** What an image says of itself, and what was found in it, as far as the platform hangs on it. */
export interface ImageFacts {
  /** As the platform names it. */
  readonly reference: string
  /** Of its manifest; nothing where only its files are at hand. */
  readonly digest: string | undefined
  /** `linux/amd64`. */
  readonly platform: string | undefined
  /** For which it is there as well, none of which was looked at. */
  readonly otherPlatforms: readonly string[]
  /** The day, as it tells; nothing where it tells none, or one before there were containers. */
  readonly built: string | undefined
  /** Built longer ago than its owner lets images be. */
  readonly isOld: boolean
  readonly user: ImageUser
  /** Ports that it says it listens on. */
  readonly ports: readonly number[]
  readonly entrypoint: readonly string[]
  /** Arguments of the entrypoint; the program itself where there is none. */
  readonly command: readonly string[]
  /** Names of the variables that it sets. */
  readonly variables: readonly string[]
  /** Programs that run with the rights of their owner or group, or with capabilities of their files. */
  readonly setIdPrograms: readonly string[]
  readonly hasShell: boolean
  readonly hasPackageManager: boolean
  readonly distribution: ImageDistribution | undefined
  readonly flaws: readonly ImageFlaw[]
  /** Model files that are malicious, suspicious or could not be read to their end. */
  readonly models: readonly ImageModel[]
  readonly secrets: readonly ImageSecret[]
  /** Only where somebody says whose signatures count. */
  readonly signature: ImageSignature | undefined
  /** Only where the owner lists the bases that images may be built on. */
  readonly base: ImageBase | undefined
  /** What the tag stands for now, of an image that is named by tag and digest. */
  readonly tagDigest: string | undefined
  readonly gaps: ImageGaps
}

/** Who runs in a container that names nobody. */
export interface ImageUser {
  /** `unknown`: the image does not tell, or calls its user by a name that no list of its users has. */
  readonly is: 'root' | 'other' | 'unknown'
  /** As the image names it; empty where it names nobody, which means root. */
  readonly name: string
  readonly id?: number
}

export interface ImageDistribution {
  readonly name: string
  /** Whether it gets no more fixes; nothing where nobody keeps a list of it. */
  readonly isOver: boolean | undefined
  /** The last day with fixes. */
  readonly end: string | undefined
}

export interface ImageSignature {
  readonly verdict: 'pass' | 'fail' | 'unknown'
  readonly why: string
}

export interface ImageBase {
  readonly verdict: 'pass' | 'fail' | 'unknown'
  /** A sentence. */
  readonly message: string
}

export interface ImageFlaw {
  /** A CVE where there is one. */
  readonly vulnerability: string
  readonly package: string
  readonly version: string
  /** The lowest version without it; nothing where no fix is known. */
  readonly fixed: string | undefined
  readonly severity: 'critical' | 'high' | 'medium' | 'low' | 'info' | undefined
  /** Known to be exploited. */
  readonly isExploited: boolean
  /** ISO date. */
  readonly exploitedSince?: string | undefined
  /** When somebody first told of the fix. */
  readonly fixKnown?: Dated | undefined
  /** Nothing of the package runs in a container. */
  readonly isInert?: boolean
  /** Whether somebody who only talks to a program that runs the package runs code in it by this flaw. */
  readonly letsIn: 'yes' | 'perhaps' | 'no'
}

export interface ImageModel {
  readonly path: string
  readonly verdict: 'malicious' | 'suspicious' | 'unknown'
}

export interface ImageSecret {
  /** One sentence, without the secret itself. */
  readonly message: string
  readonly place: string
  /** What it may open beyond the data of its owner, for code in a container. */
  readonly opens?: readonly ('cloud' | 'registry' | 'cluster')[]
}

/** Why what was not found may be there all the same; nothing where everything was looked at. */
export interface ImageGaps {
  /** Files. */
  readonly files?: string
  /** Whole layers, which may hold any file anew. */
  readonly layers?: string
  /** Texts, in the search for secrets. */
  readonly texts?: string
  /** Packages, in the search for known flaws. */
  readonly flaws?: string
  /** Which of the known flaws are exploited. */
  readonly exploited?: string
}

/** Which image of several platforms the nodes of a pod take; nothing where the pod does not say. */
export function platformOfPod(pod: Pod): string | undefined {
  const system = isKnown(pod.os, 'windows') ? 'windows' : askedOfNodes(pod, 'kubernetes.io/os')
  const machine = (pod.architecture && valueOf(pod.architecture)) ?? askedOfNodes(pod, machineLabel)
  return system === undefined && machine === undefined
    ? undefined
    : `${system ?? 'linux'}/${machine ?? 'amd64'}`
}

/** What is known of an image to a pod: where it leaves open on which machines it runs, only one of its images was looked at. */
export function lookFor(pod: Pod, look: ImageLook): ImageLook {
  if (look.is !== 'opened' || look.image.otherPlatforms.length === 0 || !namesSeveral(pod)) return look
  const { otherPlatforms, gaps } = look.image
  const unseen = `It may run as the image for ${otherPlatforms.join(', ')} as well, which was not looked at.`
  return {
    is: 'opened',
    image: { ...look.image, gaps: { files: unseen, layers: unseen, texts: unseen, flaws: unseen, ...gaps } },
  }
}

/** Whether it says something of its machines, and not which one. */
function namesSeveral(pod: Pod): boolean {
  const { nodeSelector, affinity } = pod
  const isNamed =
    nodeSelector.has(machineLabel) ||
    (affinity.nodeTerms ?? []).some(({ requirements }) =>
      requirements.some(({ key }) => key === machineLabel),
    )
  return isNamed && askedOfNodes(pod, machineLabel) === undefined
}

const machineLabel = 'kubernetes.io/arch'

/** The one value of a label that its nodes have to have, by selector or by all alternatives of the affinity. */
function askedOfNodes({ nodeSelector, affinity }: Pod, label: string): string | undefined {
  const selected = nodeSelector.get(label)
  if (selected !== undefined) return valueOf(selected)
  const [first, ...others] = (affinity.nodeTerms ?? []).map((term) => askedBy(term, label))
  return others.every((each) => each === first) ? first : undefined
}

function askedBy({ requirements }: NodeTerm, label: string): string | undefined {
  const asked = requirements.find(({ key, operator }) => key === label && operator === 'In')
  return asked?.values.length === 1 ? asked.values[0] : undefined
}

/** The same for two ways to write one image; the text itself where no runtime would accept it. */
export function imageKey(reference: string, platform: string | undefined): string {
  const parsed = parseImageReference(reference)
  if (parsed === undefined) return reference
  const { registry, repository, tag, digest } = parsed
  const moving = tag ?? (digest === undefined ? 'latest' : '')
  return `${registry}/${repository}:${moving}@${digest ?? ''} ${platform ?? ''}`
}

/** The image of a container by its key; nothing where it names none, or none that can be read. */
export function imageKeyOf({ image, pod }: Container): string | undefined {
  const reference = valueOf(image)
  return reference === undefined || reference === '' ? undefined : imageKey(reference, platformOfPod(pod))
}
