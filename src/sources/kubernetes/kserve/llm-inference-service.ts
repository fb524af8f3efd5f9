import { child, descend, isAbsent, itemsOf, type MapNode, type Node, textOf } from '../../../kernel/tree.ts'
import type { ObjectMeta } from '../../../model/object.ts'
import { type Base, basesFor, type Bases, fillIn } from '../bases.ts'
import { strategicMerge } from '../strategic-merge.ts'
import { filledInMap, withEntries } from '../tree-edits.ts'

/** An LLMInferenceService with what its base configurations fill in. */
export interface MergedService {
  readonly object: MapNode
  /** False where a configuration that KServe takes is not part of the input. */
  readonly isComplete: boolean
}

/** Where a service looks for its configurations, and whether so many may be merged into it. */
export interface Surroundings {
  readonly meta: ObjectMeta
  readonly bases: Bases
  readonly allows: (bases: readonly Base[]) => boolean
}

/** More than a platform and a service have: whoever writes more makes no merge slow. */
const mostConfigs = 500
const mostBases = 20

/**
 * Presets for what the service uses, then those that it names, then its own fields, each over the ones before (KServe,
 * `combineBaseRefsConfig`).
 */
export function mergeBases(
  service: MapNode,
  { meta, bases, allows }: Surroundings,
): MergedService | undefined {
  const own = child(service, 'spec')
  const names = itemsOf(child(own, 'baseRefs')).map((each) => textOf(child(each, 'name')) ?? '')
  if (own?.kind !== 'map' || names.length > mostBases) return { object: service, isComplete: false }
  const find = finder(meta, bases)
  const named = names.map(find)
  if (!allows(known(named))) return undefined
  const presets = presetsOf(named.flatMap(specOf).reduce(strategicMerge, own)).map(find)
  const found = [...presets, ...named]
  if (!allows(known(found))) return undefined
  const specs = found.flatMap(specOf).map((spec) => fillIn(spec, service))
  const spec = [...specs, own].reduce((lower, upper) => strategicMerge(lower, upper))
  return {
    object: withEntries(service, { spec: withAccounts(spec) }),
    isComplete: found.every((base) => base !== undefined),
  }
}

/** Finds configurations by name: those of the service's namespace first, then KServe's own. */
function finder(meta: ObjectMeta, bases: Bases): (name: string) => Base | undefined {
  const configs = bases.get('serving.kserve.io/LLMInferenceServiceConfig') ?? []
  const inReach = basesFor(configs.slice(0, mostConfigs), meta, 'kserve')
  return (name) => inReach.find((base) => base.meta.name === name)
}

function known(bases: readonly (Base | undefined)[]): Base[] {
  return bases.filter((base) => base !== undefined)
}

/** Pods of which KServe's router and multi-node workloads make accounts of their own. */
const podsWithAccounts = [['worker'], ['prefill', 'worker'], ['router', 'scheduler', 'template']]

/** The accounts that KServe makes where none is named; so it does for pods with its routing sidecar. */
function withAccounts(spec: MapNode): MapNode {
  const templates = [[], ['prefill']].filter((path) => {
    const workload = descend(spec, ...path)
    const sidecars = itemsOf(descend(workload, 'template', 'initContainers'))
    return (
      !isAbsent(child(workload, 'worker')) ||
      sidecars.some((each) => textOf(child(each, 'name')) === 'llm-d-routing-sidecar')
    )
  })
  const paths = [...podsWithAccounts, ...templates.map((path) => [...path, 'template'])]
  return paths.reduce((tree, path) => editAt(tree, path, withAccount), spec)
}

function withAccount(pod: MapNode): MapNode {
  return filledInMap(pod, 'KServe makes an account of its own', ['serviceAccountName'])
}

function editAt(tree: MapNode, [key, ...path]: readonly string[], edit: (map: MapNode) => MapNode): MapNode {
  const value = key === undefined ? undefined : child(tree, key)
  if (key === undefined) return edit(tree)
  return value?.kind === 'map' ? withEntries(tree, { [key]: editAt(value, path, edit) }) : tree
}

function specOf(base: Base | undefined): MapNode[] {
  const spec = child(base?.object, 'spec')
  return spec?.kind === 'map' ? [spec] : []
}

/** The names of the configurations that KServe takes unasked, with the prefix that it gives them by default. */
function presetsOf(spec: MapNode): string[] {
  return [...routerPresets(spec), ...workloadPresets(spec)].map((name) => `kserve-config-llm-${name}`)
}

function routerPresets(spec: MapNode): string[] {
  const scheduler = descend(spec, 'router', 'scheduler')
  const plugins = itemsOf(descend(scheduler, 'config', 'inline', 'plugins')).map((each) =>
    textOf(child(each, 'type')),
  )
  const uses = (...names: readonly string[]): boolean =>
    plugins.some((plugin) => names.includes(plugin ?? ''))
  const isUsed: Readonly<Record<string, boolean>> = {
    scheduler: !isAbsent(scheduler) && isAbsent(descend(scheduler, 'pool', 'ref')),
    tokenizer:
      !isAbsent(child(scheduler, 'tokenizer')) || uses('token-producer', 'precise-prefix-cache-scorer'),
    'scheduler-latency-predictor': uses('predicted-latency-producer'),
    tracing: !isAbsent(child(spec, 'tracing')),
  }
  return Object.keys(isUsed).filter((name) => isUsed[name])
}

/** One preset a workload: prefill and decode where the service parts them, else the one that does both. */
function workloadPresets(spec: MapNode): string[] {
  const prefill = child(spec, 'prefill')
  if (isAbsent(prefill)) return presetOf(spec, '')
  return [...presetOf(prefill, 'prefill-'), ...presetOf(spec, 'decode-')]
}

function presetOf(workload: Node, role: string): string[] {
  if (isAbsent(child(workload, 'worker'))) return [`${role}template`]
  const isSet = (key: string): boolean => !isAbsent(descend(workload, 'parallelism', key))
  if (isSet('data') || isSet('dataLocal')) return [`${role}worker-data-parallel`]
  return isSet('pipeline') ? [`${role}worker-pipeline-parallel`] : []
}
