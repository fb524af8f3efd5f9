import { type Known, unset, valueOf } from '../../model/known.ts'
import type { Pod } from '../../model/pod.ts'

/** `Unconfined`, or a type that no version of Kubernetes knows. */
export function isUnfiltered(type: string | undefined): boolean {
  return type !== undefined && type !== 'RuntimeDefault' && type !== 'Localhost'
}

const podKey = 'seccomp.security.alpha.kubernetes.io/pod'
const containerKeyPrefix = 'container.seccomp.security.alpha.kubernetes.io/'

/** A profile in an annotation that would filter, if annotations were still read. */
export function hasSeccompAnnotation(pod: Pod, container: string): boolean {
  const profile = valueOf(seccompAnnotation(pod, container) ?? unset()) ?? ''
  return /^(?:runtime\/default|docker\/default|localhost\/.*)$/.test(profile)
}

/** The profile that old annotations name for a container; Kubernetes reads them no more since 1.27. */
export function seccompAnnotation(pod: Pod, container: string): Known<string> | undefined {
  return pod.podAnnotations.get(`${containerKeyPrefix}${container}`) ?? pod.podAnnotations.get(podKey)
}
