import { type Known, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { PolicyRule } from '../../model/rbac.ts'

const reading = new Set(['get', 'list', 'watch'])

/** Objects that controllers write about themselves: leases of leader election, events, questions about tokens. */
const ownAffairs = new Set(['leases', 'events', 'tokenreviews', 'subjectaccessreviews'])

/** Whether a pod's account may change something, or read secrets: then whoever is in the pod rules a part of the platform. */
export function hasPowers(pod: Pod, platform: Platform): boolean {
  return platform.grantsOf(pod).some(({ role }) => role === undefined || platform.rulesOf(role).some(isPower))
}

/** A role that nobody declared, and a rule that cannot be read, may be powers. */
function isPower({ verbs, resources, nonResourceURLs }: PolicyRule): boolean {
  if (resources.length === 0 && nonResourceURLs.length > 0) return false
  const touched = resources.filter((each) => !isOwn(each))
  if (touched.length === 0) return false
  return verbs.some((verb) => !reading.has(textOf(verb))) || touched.some(isSecret)
}

function isOwn(resource: Known<string>): boolean {
  return ownAffairs.has(textOf(resource))
}

function isSecret(resource: Known<string>): boolean {
  return resource.state === 'hidden' || ['secrets', '*'].includes(resource.value)
}

function textOf(known: Known<string>): string {
  return valueOf(known) ?? ''
}
