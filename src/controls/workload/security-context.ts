import { isAtLeast } from '../../knowledge/kubernetes-versions.ts'
import type { Container, Pod } from '../../model/pod.ts'
import { byDefault, isKnown, type Known, originOf, override } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import type { SecurityContext } from '../../model/security-context.ts'
import { fail, forbid, pass, unknown, type Verdict, worst } from '../verdict.ts'

/** Pods that state to run Windows are exempt from what only Linux has (Pod Security Standards, `spec.os.name`). */
export function isLinux(pod: Pod): boolean {
  return !isKnown(pod.os, 'windows')
}

export function isOnKubernetes(pod: Pod): boolean {
  return pod.orchestrator === 'kubernetes'
}

/** A field of the security context as it takes effect: the container's own, else its pod's. */
export function effective<T>(container: Container, read: (context: SecurityContext) => Known<T>): Known<T> {
  return override(read(container.securityContext), read(container.pod.securityContext))
}

/** One field of the security context, at one of the places where a pod may set it. */
export interface Setting<T> {
  /** `the pod`, `container server`: completes "… for". */
  readonly place: string
  readonly value: Known<T>
}

/** What the pod and each of its containers set one field of the security context to. */
export function settingsOf<T>(pod: Pod, read: (context: SecurityContext) => Known<T>): readonly Setting<T>[] {
  return [
    { place: 'the pod', value: read(pod.securityContext) },
    ...pod.containers.map((container) => ({
      place: `container ${container.name}`,
      value: read(container.securityContext),
    })),
  ]
}

/** Fails where the pod or a container sets a bad value, and says which; admission judges each place by itself. */
export function forbidSettings<T>(
  settings: readonly Setting<T>[],
  isBad: (value: T) => boolean,
  message: string,
): Verdict {
  const bad = settings.filter(({ value }) => value.state !== 'hidden' && isBad(value.value))
  if (bad.length > 0) {
    const places = bad.map(({ place }) => place).join(', ')
    return fail(`${message} for ${places}.`, ...bad.map(({ value }) => originOf(value)))
  }
  const hidden = settings.filter(({ value }) => value.state === 'hidden')
  return worst(hidden.map(({ place, value }) => forbid(value, isBad, `${message} for ${place}.`)))
}

/** As `demand`, for a field that is often missing: then its absence shows at the map that lacks it. */
export function demandField<T>(
  known: Known<T>,
  isGood: (value: T) => boolean,
  finding: { readonly message: string; readonly parent: Origin | undefined },
): Verdict {
  const verdict = forbid(known, (value) => !isGood(value), finding.message)
  return verdict.verdict === 'fail' && verdict.evidence.length === 0
    ? fail(finding.message, finding.parent)
    : verdict
}

/**
 * Root in a pod with a user namespace of its own is nobody on the node: Pod Security Standards let it be from
 * Kubernetes 1.35 on (KEP-127).
 */
export function relaxedByUserNamespace(verdict: Verdict, pod: Pod, platform: Platform): Verdict {
  if (verdict.verdict === 'pass' || !isAtLeast(platform.kubernetesVersion, '1.35')) return verdict
  if (pod.hostUsers.state === 'hidden') {
    return unknown(
      `${verdict.message} Whether it has a user namespace of its own cannot be told: ${pod.hostUsers.reason}.`,
      ...verdict.evidence,
    )
  }
  return pod.hostUsers.value ? verdict : pass()
}

/** Fails where a security context is missing or says nothing. */
export function contextVerdict(
  { origin, isEmpty }: SecurityContext & { readonly origin: Origin | undefined },
  subject: string,
): Verdict {
  const message = `${subject} has no security context.`
  if (origin === undefined) return fail(message)
  return forbid(isEmpty ?? byDefault(false), (empty) => empty, message)
}
