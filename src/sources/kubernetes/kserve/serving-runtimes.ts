import { child, itemsOf, type MapNode, type Node, textOf } from '../../../kernel/tree.ts'
import { type Base, type Bases, basesFor } from '../bases.ts'
import { type RuntimeRequest, wordOf } from './served-model.ts'

/** A ServingRuntime or ClusterServingRuntime and what it offers. */
export interface ServingRuntime extends Base {
  readonly spec: MapNode
  readonly isDisabled: boolean
  readonly isMultiModel: boolean
  readonly isMultiNode: boolean
  readonly protocols: ReadonlySet<string>
  /** Model formats for which it may be chosen without being named, as `name` and `name:version`. */
  readonly autoSelected: ReadonlySet<string>
  /** By the name of a format; the first of that name counts. */
  readonly priorities: ReadonlyMap<string, number | undefined>
}

/** More than a platform has: whoever writes more cannot make the choice among them slow, and gets none. */
const mostRuntimes = 200

/** Finds the runtime that KServe takes for a model; nothing where that cannot be told from the input. */
export type RuntimeChooser = (request: RuntimeRequest) => ServingRuntime | undefined

/** Chooses as KServe does (`reconcileModel`, `GetSupportingRuntimes`): those of the namespace come first. */
export function runtimeChooser(bases: Bases): RuntimeChooser {
  const [own = [], clusterWide = []] = ['ServingRuntime', 'ClusterServingRuntime'].map((kind) =>
    byName(bases.get(`serving.kserve.io/${kind}`) ?? []),
  )
  if (own.length + clusterWide.length > mostRuntimes) return () => undefined
  return (request) => {
    const { runtime, of } = request
    if (runtime !== undefined) {
      const inReach = [...basesFor(own, of), ...clusterWide]
      return inReach.find(({ meta }) => meta.name === runtime)
    }
    const local = own.filter(({ meta }) => meta.namespace === of.namespace)
    const able = [local, clusterWide].map((each) => each.filter((one) => isChosen(one, request)))
    return first(able.find(({ length }) => length > 0) ?? [], request.format)
  }
}

/** Runtimes that several files declare under one name are one; the first counts, as everywhere. */
function byName(bases: readonly Base[]): ServingRuntime[] {
  const runtimes = new Map<string, ServingRuntime>()
  for (const base of bases) {
    const spec = child(base.object, 'spec')
    const key = `${base.meta.namespace}/${base.meta.name}`
    if (spec?.kind === 'map' && !runtimes.has(key)) runtimes.set(key, readRuntime(base, spec))
  }
  return [...runtimes.values()]
}

function isChosen(
  runtime: ServingRuntime,
  { format, version, protocol, isMultiNode, isMultiModel: isShared }: RuntimeRequest,
): boolean {
  const { protocols, autoSelected, isDisabled, isMultiModel } = runtime
  return (
    !isDisabled &&
    isMultiModel === isShared &&
    runtime.isMultiNode === isMultiNode &&
    autoSelected.has(version === undefined ? format : `${format}:${version}`) &&
    (protocols.size === 0 || protocols.has(protocol ?? 'v1'))
  )
}

/** The highest priority, then the oldest protocol. Between equals KServe takes the younger, and no file tells which. */
function first(runtimes: readonly ServingRuntime[], format: string): ServingRuntime | undefined {
  const rank = (each: ServingRuntime): number => each.priorities.get(format) ?? -Infinity
  const [best, second] = [...runtimes].sort(
    (a, b) => order(rank(b), rank(a)) || protocolRank(a) - protocolRank(b),
  )
  if (best === undefined || second === undefined) return best
  const isTie = rank(best) === rank(second) && protocolRank(best) === protocolRank(second)
  return isTie ? undefined : best
}

function order(a: number, b: number): number {
  return a === b ? 0 : a - b
}

const protocolsByAge = ['v1', 'v2', 'grpc-v1', 'grpc-v2']

function protocolRank({ protocols }: ServingRuntime): number {
  const known = protocolsByAge.findIndex((protocol) => protocols.has(protocol))
  return known === -1 ? protocolsByAge.length : known
}

function readRuntime(base: Base, spec: MapNode): ServingRuntime {
  const offers = itemsOf(child(spec, 'supportedModelFormats'))
  const priorities = new Map<string, number | undefined>()
  for (const offer of offers) {
    const name = wordOf(child(offer, 'name')) ?? ''
    if (!priorities.has(name)) priorities.set(name, numberOf(child(offer, 'priority')))
  }
  return {
    ...base,
    spec,
    isDisabled: isTrue(child(spec, 'disabled')),
    isMultiModel: isTrue(child(spec, 'multiModel')),
    isMultiNode: child(spec, 'workerSpec')?.kind === 'map',
    protocols: new Set(itemsOf(child(spec, 'protocolVersions')).flatMap((each) => textOf(each) ?? [])),
    autoSelected: labelsOf(offers.filter((offer) => isTrue(child(offer, 'autoSelect')))),
    priorities,
  }
}

function labelsOf(offers: readonly Node[]): Set<string> {
  return new Set(
    offers.flatMap((offer) => {
      const name = wordOf(child(offer, 'name'))
      const version = wordOf(child(offer, 'version'))
      if (name === undefined) return []
      return version === undefined ? [name] : [name, `${name}:${version}`]
    }),
  )
}

function numberOf(node: Node | undefined): number | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true
}
