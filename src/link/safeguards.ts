import { type AdmissionCheck, type AdmissionPolicy, everyRequest } from '../model/admission.ts'
import type { DeploymentSafeguards } from '../model/azure.ts'
import { byDefault, hidden, isKnown, mapKnown, stated, unset } from '../model/known.ts'
import type { Fact } from '../model/platform.ts'
import { mayBeSeveralClusters } from './managed-namespaces.ts'

/** What rejects pods where deployment safeguards do: their Pod Security level, asked by the webhook of Azure Policy. */
export function madeForSafeguards(facts: readonly Fact[]): readonly AdmissionPolicy[] {
  const isOneCluster = !mayBeSeveralClusters(facts)
  return facts.flatMap((fact) => {
    if (fact.asset !== 'deployment-safeguards' || !mayReject(fact)) return []
    return [policyOf(isOneCluster && fact.confidence === 'confirmed' ? fact : perhaps(fact))]
  })
}

function perhaps(safeguards: DeploymentSafeguards): DeploymentSafeguards {
  const reason = 'it is not known whether they are there, and in which cluster'
  return { ...safeguards, level: hidden(reason, safeguards.origin) }
}

function mayReject({ level }: DeploymentSafeguards): boolean {
  return level.state === 'hidden' || isKnown(level, 'Enforce')
}

function policyOf(safeguards: DeploymentSafeguards): AdmissionPolicy {
  const { level, excludedNamespaces, name, labels, annotations, origin } = safeguards
  return {
    asset: 'admission-policy',
    apiVersion: '',
    kind: 'DeploymentSafeguards',
    namespace: '',
    name,
    isNamespaceStated: true,
    labels,
    annotations,
    origin,
    confidence: 'confirmed',
    engine: 'gatekeeper',
    actions: [level],
    failurePolicy: byDefault('Fail'),
    binds: unset(),
    scope: { ...everyRequest, excludedNamespaces },
    checks: [checkOf(safeguards)],
  }
}

function checkOf({ level, podSecurityLevel, name, origin }: DeploymentSafeguards): AdmissionCheck {
  const lower = mapKnown(podSecurityLevel, (text) => text.toLowerCase())
  return {
    origin,
    name: stated(name, origin),
    action: level,
    matches: [],
    excludes: [],
    isConditional: false,
    test: { kind: 'pod-security', level: lower, hasExclusions: false },
    text: '',
  }
}
