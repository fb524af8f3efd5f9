import type { Container, Pod } from '../model/pod.ts'
import { isKnown, type Known } from '../model/known.ts'
import { groupOf } from '../model/object.ts'

/**
 * Whether a live pod runs what its owner's template says. Owner references are written by whoever writes the pod: a pod
 * that claims an owner but asks for more must not hide behind it.
 */
export function isLike(pod: Pod, templates: readonly Pod[]): boolean {
  if (runsNothing(pod)) return true
  return templates.some((template) => {
    const known = new Map(template.containers.map((container) => [container.name, container]))
    const shared = pod.containers.filter(({ name }) => known.has(name))
    return (
      shared.length > 0 &&
      signature(podRights(pod)) === signature(podRights(template)) &&
      hostPathsOf(pod).every((path) => hostPathsOf(template).includes(path)) &&
      shared.every((container) => isSame(container, known.get(container.name)))
    )
  })
}

/** An old revision that a deployment keeps for a rollback. */
function runsNothing({ kind, replicas }: Pod): boolean {
  return (kind === 'ReplicaSet' || kind === 'ReplicationController') && isKnown(replicas, 0)
}

function isSame(container: Container, template: Container | undefined): boolean {
  if (template === undefined || signature(rights(container)) !== signature(rights(template))) return false
  // Operators of custom resources add to command lines; Kubernetes' own controllers never do.
  return isOperated(template.pod) || signature(commandLine(container)) === signature(commandLine(template))
}

function isOperated(pod: Pod): boolean {
  return !['apps', 'batch', ''].includes(groupOf(pod))
}

function commandLine({ command, args }: Container): readonly Known<string>[] {
  return [...command, ...args]
}

/** Fields that live objects keep as the template has them: the API server fills in defaults beside these. */
function podRights(pod: Pod): readonly Known<unknown>[] {
  const { hostNetwork, hostPID, hostIPC, hostUsers, serviceAccountName, runtimeClassName, securityContext } =
    pod
  return [
    hostNetwork,
    hostPID,
    hostIPC,
    hostUsers,
    serviceAccountName,
    runtimeClassName,
    securityContext.runAsUser,
    securityContext.seccompProfile.type,
    ...securityContext.sysctls.map(({ name }) => name),
  ]
}

function rights({ image, securityContext }: Container): readonly Known<unknown>[] {
  const { privileged, allowPrivilegeEscalation, runAsUser, seccompProfile, procMount } = securityContext
  return [
    image,
    privileged,
    allowPrivilegeEscalation,
    runAsUser,
    seccompProfile.type,
    procMount,
    ...securityContext.capabilitiesAdded,
    ...securityContext.capabilitiesDropped,
  ]
}

function hostPathsOf({ volumes }: Pod): string[] {
  return volumes.filter(({ type }) => type === 'hostPath').map(({ hostPath }) => signature([hostPath]))
}

function signature(values: readonly Known<unknown>[]): string {
  return JSON.stringify(
    values.map((known) => (known.state === 'hidden' ? ['hidden', known.reason] : [known.value])),
  )
}
