import type { Known } from '../../model/known.ts'
import type { Pod } from '../../model/pod.ts'

const podKey = 'seccomp.security.alpha.kubernetes.io/pod'
const containerKeyPrefix = 'container.seccomp.security.alpha.kubernetes.io/'

/** The profile that old annotations name for a container; Kubernetes reads them no more since 1.27. */
export function seccompAnnotation(pod: Pod, container: string): Known<string> | undefined {
  return pod.podAnnotations.get(`${containerKeyPrefix}${container}`) ?? pod.podAnnotations.get(podKey)
}
