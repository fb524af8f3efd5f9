import { lookup } from '../kernel/lookup.ts'
import { machinePrices } from '../knowledge/azure-prices.ts'
import { defaultDeadlines } from '../knowledge/patching.ts'
import { managedLabels, platformNamespaces } from '../knowledge/platform-namespaces.ts'
import type { ApprovedBase } from '../model/approved-base.ts'
import type { Namespace } from '../model/cluster.ts'
import { imageKey, type ImageLook, imageKeyOf, lookFor } from '../model/image-facts.ts'
import { byDefault, stated, valueOf } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Deadlines } from '../model/patch-deadline.ts'
import type { Asset, Fact, Platform, Trust } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import { Inventory } from './inventory.ts'
import { madeForNamespaces } from './managed-namespaces.ts'
import { linkNetwork } from './network.ts'
import { madeForSafeguards } from './safeguards.ts'
import { Rights } from './rights.ts'

/** What the owner of the platform says about it. */
export interface PlatformOptions {
  readonly kubernetesVersion: string
  /** ISO date on which ages are judged. */
  readonly today?: string
  /** Namespaces that are the platform's own, beside the known ones. */
  readonly platformNamespaces: readonly string[]
  /** Namespaces whose code is untrusted although they are known as the platform's own. */
  readonly untrustedNamespaces: readonly string[]
  /** What machines cost an hour, by size: before the public list prices. */
  readonly prices?: Readonly<Record<string, number>>
  /** By when flaws of an image have to be gone; the usual days where nobody says. */
  readonly deadlinesOf?: (trust: Trust) => Deadlines
  /** The images that others may be built on; any where none is listed. */
  readonly approvedBases?: readonly ApprovedBase[] | undefined
  /** What was seen of images, by their keys; absent where nobody asked for them to be opened. */
  readonly images?: ReadonlyMap<string, ImageLook> | undefined
}

/** Relates the facts of all sources to each other. */
export function link(facts: readonly Fact[], options: PlatformOptions): Platform {
  const made = [...madeForNamespaces(facts), ...madeForSafeguards(facts)]
  const lasting = [...facts, ...impliedNamespaces([...facts, ...made])]
  const all = [...lasting, ...made]
  const inventory = new Inventory(all)
  const rights = new Rights(inventory)
  return {
    kubernetesVersion: options.kubernetesVersion,
    today: options.today,
    priceOf: (size) => priceOf(size, options.prices),
    approvedBases: options.approvedBases,
    deadlinesOf: options.deadlinesOf ?? (() => defaultDeadlines),
    all: (kind) => inventory.all(kind),
    withPods: (isKept) =>
      link(
        lasting.filter((fact) => fact.asset !== 'pod' || isKept(fact)),
        options,
      ),
    inNamespace: (kind, namespace) => inventory.inNamespace(kind, namespace),
    imageOf: (container) =>
      lookFor(
        container.pod,
        lookAt(() => imageKeyOf(container), options),
      ),
    baseImageOf: ({ image }) => lookAt(() => imageKey(valueOf(image) ?? '', undefined), options),
    trustOf: (asset) => trustOf(asset, options),
    namespaceOf: (asset) => inventory.named('namespace', '', namespaceName(asset)),
    serviceAccountOf: (pod) =>
      inventory.named('service-account', pod.namespace, valueOf(pod.serviceAccountName) ?? ''),
    ...linkNetwork(inventory),
    bindingsOf: (pod) => rights.bindingsOf(pod),
    grantsOf: (pod) => rights.grantsOf(pod),
    grantsOfAccount: (namespace, name) => rights.grantsOf({ namespace, serviceAccountName: byDefault(name) }),
    roleOf: (binding) => rights.roleOf(binding),
    rulesOf: (role) => rights.rulesOf(role),
  }
}

const unasked: ImageLook = { is: 'unasked' }
const unnamed: ImageLook = { is: 'unopened', reason: 'Which image it is cannot be told.' }

function lookAt(keyOf: () => string | undefined, { images }: PlatformOptions): ImageLook {
  if (images === undefined) return unasked
  return images.get(keyOf() ?? '') ?? unnamed
}

function priceOf(size: string, own: PlatformOptions['prices'] = {}): number | undefined {
  const name = size.toLowerCase()
  const stated = Object.entries(own).find(([key]) => key.toLowerCase() === name)
  return stated?.[1] ?? lookup(machinePrices, name)
}

function namespaceName(asset: Asset): string {
  if (asset.asset === 'namespace') return asset.name
  return asset.asset === 'container' ? asset.pod.namespace : asset.namespace
}

/** Namespaces that objects name but no manifest declares: they exist on the cluster, with labels nobody showed us. */
function impliedNamespaces(facts: readonly Fact[]): Namespace[] {
  const declared = new Set(facts.filter((fact) => fact.asset === 'namespace').map((fact) => fact.name))
  const implied = new Map<string, Namespace>()
  for (const fact of facts) {
    const name = fact.namespace
    if (isProject(fact) || name === '' || declared.has(name) || implied.has(name)) continue
    implied.set(name, impliedNamespace(name, fact.origin))
  }
  return [...implied.values()]
}

/** A Compose project stands where a namespace does, and is none. */
function isProject(fact: Fact): boolean {
  return fact.asset === 'pod' && fact.orchestrator === 'docker'
}

export function impliedNamespace(name: string, origin: Origin): Namespace {
  return {
    asset: 'namespace',
    apiVersion: 'v1',
    kind: 'Namespace',
    namespace: '',
    name,
    isDeclared: false,
    isNamespaceStated: false,
    labels: new Map([['kubernetes.io/metadata.name', stated(name, origin)]]),
    annotations: new Map(),
    origin,
    confidence: 'confirmed',
  }
}

function trustOf(asset: Asset, options: PlatformOptions): Trust {
  if ('declaredIn' in asset) return 'platform'
  const owner = asset.asset === 'container' ? asset.pod : asset
  const namespace = namespaceName(owner)
  if (options.untrustedNamespaces.includes(namespace)) return 'untrusted'
  const isPlatform = platformNamespaces.names.has(namespace) || options.platformNamespaces.includes(namespace)
  if (!isPlatform || (owner.asset === 'pod' && runsMaliciousModel(owner, options))) return 'untrusted'
  return managedLabels.some((label) => owner.labels.has(label)) ? 'managed' : 'platform'
}

/** Whoever made such a model has code in the pod, whatever namespace that is in. */
function runsMaliciousModel({ containers }: Pod, options: PlatformOptions): boolean {
  return containers.some((container) => {
    const look = lookAt(() => imageKeyOf(container), options)
    return look.is === 'opened' && look.image.models.some(({ verdict }) => verdict === 'malicious')
  })
}
