import { Hidden, Stated } from '../../model/known.ts'
import type { Pod } from '../../model/pod.ts'
import { findChoice, isObserved } from './node-choice.ts'

/** Labels by which controllers tell their own pods apart. */
export const controllerLabels: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'pod-template-generation',
  'controller-revision-hash',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
])

/** What network plugins note about each pod. */
const pluginNotes: ReadonlySet<string> = new Set([
  'cni.projectcalico.org/containerID',
  'cni.projectcalico.org/podIP',
  'cni.projectcalico.org/podIPs',
  'k8s.v1.cni.cncf.io/network-status',
])

/** Where something stands, and what points back. */
const places: ReadonlySet<string> = new Set(['origin', 'specOrigin', 'deprecatedAccount', 'pod'])

/** What tells one pod from another, or is compared in its own way. */
const ownFields: ReadonlySet<string> = new Set(['name', 'addresses', 'controller', 'nodeName', 'nodeTerms'])

/** Whether two pods differ in nothing but which pods they are. What is hidden is like nothing. */
export function areAlike(a: Pod, b: Pod, ignoredLabels: ReadonlySet<string>): boolean {
  return (
    a.controller?.kind === b.controller?.kind &&
    a.controller?.apiVersion === b.controller?.apiVersion &&
    (isObserved(a) || isSame(a.nodeName, b.nodeName)) &&
    chooseAlike(a, b) &&
    areSameFields(a, b, (field) => podComparison(field, ignoredLabels))
  )
}

/** Labels that are asked for are compared as fields; only who names nodes in different ways may still mean the same. */
function chooseAlike(a: Pod, b: Pod): boolean {
  const { affinity } = a
  return isSame(affinity.nodeTerms, b.affinity.nodeTerms) || isSame(findChoice(a), findChoice(b))
}

/** How one field of a pod is compared; nothing where it says which pod it is. */
function podComparison(field: string, ignoredLabels: ReadonlySet<string>): Comparison | undefined {
  if (places.has(field) || ownFields.has(field)) return undefined
  if (field === 'labels' || field === 'podLabels') return (a, b) => areSameMaps(a, b, ignoredLabels)
  if (field === 'annotations' || field === 'podAnnotations') return (a, b) => areSameMaps(a, b, pluginNotes)
  return field === 'affinity' ? areSameBut('nodeTerms') : isSame
}

type Comparison = (a: unknown, b: unknown) => boolean

function areSameBut(ignored: string): Comparison {
  return (a, b) =>
    areSameFields(a as object, b as object, (field) =>
      field === ignored || places.has(field) ? undefined : isSame,
    )
}

const sameExceptPlaces = (field: string): Comparison | undefined => (places.has(field) ? undefined : isSame)

function isSame(a: unknown, b: unknown): boolean {
  return isObject(a) && isObject(b) ? areSameObjects(a, b) : a === b || (isTokenVolume(a) && isTokenVolume(b))
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function areSameObjects(a: object, b: object): boolean {
  if (a === b) return true
  if (Array.isArray(a)) return areSameLists(a, b)
  if (a instanceof Map) return areSameMaps(a, b)
  if (a instanceof Stated) return b instanceof Stated && isSame(a.value, b.value)
  if (a instanceof Hidden) return false
  return areSameFields(a, b, sameExceptPlaces)
}

function areSameLists(a: readonly unknown[], b: unknown): boolean {
  return Array.isArray(b) && a.length === b.length && a.every((each, index) => isSame(each, b[index]))
}

/** Pods get their token in a volume whose name ends in letters at random (ServiceAccount admission). */
function isTokenVolume(name: unknown): boolean {
  return typeof name === 'string' && name.length === 21 && name.startsWith('kube-api-access-')
}

function areSameMaps(a: unknown, b: unknown, ignored: ReadonlySet<string> = none): boolean {
  const [some, others] = [a, b] as [ReadonlyMap<string, unknown>, ReadonlyMap<string, unknown>]
  if (some.size !== others.size) return false
  for (const [key, value] of some) {
    if (!others.has(key) || (!ignored.has(key) && !isSame(value, others.get(key)))) return false
  }
  return true
}

const none: ReadonlySet<string> = new Set()

function areSameFields(
  a: object,
  b: object,
  comparisonOf: (field: string) => Comparison | undefined,
): boolean {
  let more = 0
  for (const field in a) {
    const comparison = comparisonOf(field)
    if (!(field in b)) return false
    if (comparison?.(a[field as keyof object], b[field as keyof object]) === false) return false
    more++
  }
  for (const _ in b) more--
  return more === 0
}
