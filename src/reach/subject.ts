import type { Direction, Selecting } from '../model/network.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import type { Subject } from './connection.ts'
import { findProfile, type ProfileContext } from './profile.ts'
import { compileRules, type Policy, type Rule, type RuleContext } from './rule.ts'
import type { Shape } from './shape.ts'

/** Shapes of pods with the policies that are about them; shapes with the same policies share their profiles. */
export function findSubjects(
  shapes: readonly Shape[],
  platform: Platform,
  { foreign, ...context }: RuleContext & Pick<ProfileContext, 'foreign'>,
): Subject[] {
  const rulesOf = rememberRules(context)
  const number = numbering()
  const known = new Map<string, Subject['profiles']>()
  return shapes.flatMap((shape) => {
    const [pod] = shape.pods
    if (pod === undefined) return []
    const key = policiesOf(pod, platform)
      .map(({ policy, match }) => `${number(policy)} ${match}`)
      .join()
    const profiles = known.get(key) ?? {
      ingress: findProfile(pod, 'ingress', { platform, foreign, rulesOf }),
      egress: findProfile(pod, 'egress', { platform, foreign, rulesOf }),
    }
    known.set(key, profiles)
    return [{ shape, profiles }]
  })
}

function policiesOf(pod: Pod, platform: Platform): readonly Selecting<Policy>[] {
  return [...platform.networkPoliciesOf(pod), ...platform.extendedNetworkPoliciesOf(pod)]
}

function rememberRules(context: RuleContext): (policy: Policy, direction: Direction) => readonly Rule[] {
  const known = new Map<Policy, Readonly<Record<Direction, readonly Rule[]>>>()
  return (policy, direction) => {
    const rules = known.get(policy) ?? {
      ingress: compileRules(policy, 'ingress', context),
      egress: compileRules(policy, 'egress', context),
    }
    known.set(policy, rules)
    return rules[direction]
  }
}

/** Gives each object a number when it is first asked for. */
export function numbering(): (object: object) => number {
  const numbers = new Map<object, number>()
  return (object) => {
    const number = numbers.get(object) ?? numbers.size
    numbers.set(object, number)
    return number
  }
}
