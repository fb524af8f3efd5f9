import type { Known } from './known.ts'
import type { Origin } from './origin.ts'

/** Confirmed: the kind is known. Likely: read by its shape, such as an unknown custom resource with a pod in it. */
export type Confidence = 'confirmed' | 'likely' | 'possible'

/** What every asset read from a Kubernetes object (or mapped to one) carries. */
export interface ObjectMeta {
  readonly apiVersion: string
  /** The object's own kind, such as `Deployment`; for a pod template the kind of its workload. */
  readonly kind: string
  readonly namespace: string
  readonly name: string
  /** False where the file names no namespace: whoever applies it chooses, and `default` is assumed. */
  readonly isNamespaceStated: boolean
  readonly labels: ReadonlyMap<string, Known<string>>
  readonly annotations: ReadonlyMap<string, Known<string>>
  readonly origin: Origin
  readonly confidence: Confidence
  /** The object that made this one and keeps it as it is, in objects that a live cluster wrote. */
  readonly controller?: Controller
}

/** An owner reference with `controller: true`. */
export interface Controller {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
}

/** True where the namespace is that of a release of which nobody said where it goes. */
export function followsRelease({ origin, isNamespaceStated }: ObjectMeta): boolean {
  return !isNamespaceStated && origin.document.isNamespaceAssumed === true
}

/** `Deployment/models/llm`: unique on one platform unless an object is declared twice. */
export function objectName(meta: Pick<ObjectMeta, 'kind' | 'namespace' | 'name'>): string {
  return meta.namespace === '' ? `${meta.kind}/${meta.name}` : `${meta.kind}/${meta.namespace}/${meta.name}`
}

/** The API group: `apps` of `apps/v1`; empty for the core group. */
export function groupOf({ apiVersion }: { readonly apiVersion: string }): string {
  const slash = apiVersion.lastIndexOf('/')
  return slash === -1 ? '' : apiVersion.slice(0, slash)
}

/** Stands for a namespace or name that a template fills in. */
export const hiddenName = '(template)'
