import { type AdmissionScope, everyRequest, type ResourceRule } from '../../model/admission.ts'
import { type Known, mapKnown } from '../../model/known.ts'
import type { Fields } from '../../values/fields.ts'
import { readSelector } from './selector.ts'

/** `matchConstraints` of a policy, `matchResources` of a binding; a webhook has the same fields at its top. */
export function readMatchResources(match: Fields, rulesKey: string): AdmissionScope {
  return {
    ...everyRequest,
    rules: match.each(rulesKey, readResourceRule),
    excludedRules: match.each('excludeResourceRules', readResourceRule),
    namespaceSelector: readSelector(match.map('namespaceSelector')),
    objectSelector: readSelector(match.map('objectSelector')),
    asksForMore: match.isHidden,
  }
}

function readResourceRule(rule: Fields): ResourceRule {
  return {
    operations: rule.texts('operations'),
    groups: rule.texts('apiGroups'),
    resources: rule.texts('resources'),
    isNamed: rule.has('resourceNames'),
  }
}

/** `match` of a Gatekeeper constraint; without `kinds` it is about every kind. */
export function readConstraintMatch(match: Fields): AdmissionScope {
  return {
    ...everyRequest,
    rules: match.each('kinds', (kinds) => ({
      operations: [],
      groups: kinds.texts('apiGroups'),
      resources: kinds.texts('kinds').map(resourceOf),
      isNamed: false,
    })),
    namespaces: match.texts('namespaces'),
    excludedNamespaces: match.texts('excludedNamespaces'),
    namespaceSelector: readSelector(match.map('namespaceSelector')),
    objectSelector: readSelector(match.map('labelSelector')),
    asksForMore: match.isHidden || match.has('name'),
  }
}

/** `Pod`, `v1/Pod` and `*` + `/Pod` are pods; other kinds need no exact plural, since nobody asks for them. */
export function resourceOf(kind: Known<string>): Known<string> {
  return mapKnown(kind, (text) => {
    const name = text.slice(text.lastIndexOf('/') + 1)
    return name === '*' ? name : `${name.toLowerCase()}s`
  })
}
