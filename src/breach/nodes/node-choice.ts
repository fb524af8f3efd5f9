import { remember } from '../../kernel/remember.ts'
import { byDefault, isKnown, type Known, valueOf } from '../../model/known.ts'
import { matchNodeRequirement, nodeNameKey } from '../../model/node-match.ts'
import type { Origin } from '../../model/origin.ts'
import type { NodeRequirement, NodeTerm, Pod, Toleration } from '../../model/pod.ts'

/** Which nodes a pod asks for: one of the terms has to hold; a term without requirements is content with any node. */
export interface NodeChoice {
  readonly terms: readonly (readonly NodeRequirement[])[]
  /** Where a part stands that cannot be read: the pod may ask for more than the terms say. */
  readonly hiddenAt: Origin | undefined
}

/** As `findChoice`, worked out once. */
export const choiceOf: (pod: Pod) => NodeChoice = remember(findChoice)

/**
 * What `nodeName`, `nodeSelector` and the required node affinity add up to: each of them has to hold. Kept by nobody:
 * a hundred thousand live pods choose in a few ways.
 */
export function findChoice(pod: Pod): NodeChoice {
  const own = [...selectedLabels(pod), ...namedNode(pod), ...windows(pod)]
  const terms = pod.affinity.nodeTerms?.filter(isTerm) ?? [{ requirements: [] }]
  return {
    terms: terms.map(({ requirements }) =>
      telling([...own, ...requirements].filter((each) => !isDaemonsOwn(pod, each))),
    ),
    hiddenAt: hiddenPlaceOf(pod),
  }
}

function selectedLabels({ nodeSelector }: Pod): NodeRequirement[] {
  return [...nodeSelector].flatMap(([key, value]) => (value.state === 'hidden' ? [] : [is(key, value.value)]))
}

/** A live pod of a controller: the scheduler named its node, and names another one for the next. */
export function isObserved({ kind, controller }: Pod): boolean {
  return kind === 'Pod' && controller !== undefined
}

function namedNode(pod: Pod): NodeRequirement[] {
  const name = isObserved(pod) ? undefined : valueOf(pod.nodeName)
  return name === undefined ? [] : [is(nodeNameKey, name)]
}

/** The controller of a daemon set names a node in the affinity of each pod that it makes. */
function isDaemonsOwn(pod: Pod, { key }: NodeRequirement): boolean {
  return key === nodeNameKey && isObserved(pod) && pod.controller?.kind === 'DaemonSet'
}

const osKey = 'kubernetes.io/os'

/** The kubelet of a Linux node rejects a pod of another system (`spec.os`). */
function windows({ os }: Pod): NodeRequirement[] {
  return isKnown(os, 'windows') ? [is(osKey, 'windows')] : []
}

function is(key: string, value: string): NodeRequirement {
  return { key, operator: 'In', values: [value] }
}

/** A term without requirements matches no node, unless they stand there and cannot be read. */
function isTerm({ requirements, isHidden }: NodeTerm): boolean {
  return requirements.length > 0 || isHidden
}

function hiddenPlaceOf({ nodeSelector, affinity, nodeName }: Pod): Origin | undefined {
  const labels: readonly (Known<string | undefined> | undefined)[] = [
    ...nodeSelector.values(),
    nodeSelector.get('a label that nobody asks for'),
    nodeName,
  ]
  const hidden = labels.find((each) => each?.state === 'hidden')
  if (hidden?.state === 'hidden') return hidden.origin
  return affinity.nodeTerms?.find(({ isHidden }) => isHidden)?.origin
}

/** What every Linux node has chooses nothing; nodes of Windows are asked for in one way, however a term puts it. */
function telling(requirements: readonly NodeRequirement[]): readonly NodeRequirement[] {
  const rest = requirements.filter(({ key }) => !everywhere.has(key))
  return allows('windows', requirements) && !allows('linux', requirements)
    ? [is(osKey, 'windows'), ...rest]
    : rest
}

const osKeys: ReadonlySet<string> = new Set([osKey, 'beta.kubernetes.io/os'])
const everywhere: ReadonlySet<string> = new Set([...osKeys, 'kubernetes.io/arch', 'beta.kubernetes.io/arch'])

/** Whether a term is content with nodes of a system. */
function allows(system: string, requirements: readonly NodeRequirement[]): boolean {
  return requirements
    .filter(({ key }) => osKeys.has(key))
    .every((each) => matchNodeRequirement(each, byDefault(system)) === 'yes')
}

/** Windows pods run on Windows nodes, and nothing else does. */
export function asksForWindows({ terms }: NodeChoice): boolean {
  return terms.length > 0 && terms.every((term) => term.some(({ key }) => key === osKey))
}

const keys = new WeakMap<Pod, string>()

/** Equal for pods that are placed alike; a pod with something hidden is like no other. */
export function placementKeyOf(pod: Pod): string {
  const key = keys.get(pod) ?? makePlacementKey(pod)
  keys.set(pod, key)
  return key
}

function makePlacementKey(pod: Pod): string {
  const choice = choiceOf(pod)
  const { tolerations, namespace, kind, name, part } = pod
  const isHidden = choice.hiddenAt !== undefined || tolerations.some(isUnread)
  return JSON.stringify([
    choice.terms,
    tolerations.map(({ key, operator, value, effect }) => [key, operator, value, effect].map(valueOf)),
    isHidden ? [namespace, kind, name, part] : [],
  ])
}

function isUnread({ key, operator, value, effect }: Toleration): boolean {
  return [key, operator, value, effect].some(({ state }) => state === 'hidden')
}
