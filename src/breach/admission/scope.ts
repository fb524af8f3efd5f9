import { fitsWildcard } from '../../kernel/wildcard.ts'
import { namespaceLabels } from '../../link/labels.ts'
import type { AdmissionCheck, AdmissionScope, ResourceRule } from '../../model/admission.ts'
import type { Namespace } from '../../model/cluster.ts'
import type { Known } from '../../model/known.ts'
import { allMatch, anyMatch, type Match, matchSelector } from '../../model/selector.ts'

/** Whether something is asked about a new pod in a namespace. */
export function isAboutPods(scope: AdmissionScope, namespace: Namespace): Match {
  const { rules, excludedRules, namespaces, excludedNamespaces, namespaceSelector, objectSelector } = scope
  const { name } = namespace
  return allMatch([
    rules.length === 0 ? 'yes' : anyMatch(rules.map(coversPods)),
    not(anyMatch(excludedRules.map(coversPods))),
    namespaces.length === 0 ? 'yes' : matchName(namespaces, name),
    not(matchName(excludedNamespaces, name)),
    namespaceSelector === undefined ? 'yes' : matchSelector(namespaceSelector, namespaceLabels(namespace)),
    // Whoever writes the pod writes its labels, and with them whether it is asked about.
    objectSelector === undefined || isOpen(objectSelector) ? 'yes' : 'unknown',
    scope.asksForMore ? 'unknown' : 'yes',
  ])
}

/** Whether a part of a policy is asked about a new pod in a namespace. */
export function isCheckedFor(check: AdmissionCheck, namespace: Namespace): Match {
  const { matches, excludes, isConditional } = check
  return allMatch([
    matches.length === 0 ? 'yes' : anyMatch(matches.map((scope) => isAboutPods(scope, namespace))),
    not(anyMatch(excludes.map((scope) => isAboutPods(scope, namespace)))),
    isConditional ? 'unknown' : 'yes',
  ])
}

function coversPods({ operations, groups, resources, isNamed }: ResourceRule): Match {
  return allMatch([
    holds(operations, ['CREATE', '*']),
    holds(groups, ['', '*']),
    holds(resources, ['pods', '*', '*/*']),
    isNamed ? 'unknown' : 'yes',
  ])
}

/** Nothing stated is everything. */
function holds(values: readonly Known<string>[], wanted: readonly string[]): Match {
  if (values.length === 0) return 'yes'
  return anyMatch(
    values.map((value) => (value.state === 'hidden' ? 'unknown' : isAmong(value.value, wanted))),
  )
}

function isAmong(value: string, wanted: readonly string[]): Match {
  return wanted.includes(value) ? 'yes' : 'no'
}

function matchName(patterns: readonly Known<string>[], name: string): Match {
  return anyMatch(
    patterns.map((pattern) => {
      if (pattern.state === 'hidden') return 'unknown'
      return fitsWildcard(name, pattern.value) ? 'yes' : 'no'
    }),
  )
}

function isOpen({
  requirements,
  isHidden,
}: {
  readonly requirements: readonly unknown[]
  readonly isHidden: boolean
}): boolean {
  return requirements.length === 0 && !isHidden
}

function not(match: Match): Match {
  if (match === 'unknown') return match
  return match === 'yes' ? 'no' : 'yes'
}
