import { isKnown, valueOf } from '../../model/known.ts'
import { reachOf, type Right } from '../../model/rbac-match.ts'
import type { PolicyRule } from '../../model/rbac.ts'
import { fail, pass, type Verdict } from '../verdict.ts'
import type { Ability } from './abilities.ts'

/** Groups of Kubernetes itself: what they hold is known. A group of someone else may have resources of any name. */
const ownGroups: ReadonlySet<string> = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
])

/** Fails where a rule names one of the rights in a group that has no such resource: it grants nothing as written. */
export function judgeGroups(
  rules: readonly PolicyRule[],
  abilities: readonly Ability[],
  messageFor: (right: Right) => string,
): Verdict {
  for (const right of abilities.flatMap(({ needs }) => needs.flat())) {
    const rule = rules.find((each) => isInWrongGroup(each, right))
    const isGranted = rules.some((each) => reachOf(each, right) !== 'none')
    if (rule !== undefined && !isGranted) return fail(messageFor(right), rule.origin)
  }
  return pass()
}

function isInWrongGroup({ verbs, resources, apiGroups }: PolicyRule, right: Right): boolean {
  return (
    resources.some((resource) => isKnown(resource, right.resource)) &&
    verbs.some((verb) => isKnown(verb, right.verb) || isKnown(verb, '*')) &&
    apiGroups.length > 0 &&
    apiGroups.every((known) => {
      const group = valueOf(known)
      return group !== undefined && group !== right.group && ownGroups.has(group)
    })
  )
}

/** What is written and can be read of a list. */
export function textsOf(list: PolicyRule['verbs']): readonly string[] {
  return list.flatMap((known) => valueOf(known) ?? [])
}

/** A group as people speak of it. */
export function groupName(group: string): string {
  return group === '' ? 'the core group' : group
}
