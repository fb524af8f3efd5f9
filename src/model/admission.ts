import type { Known } from './known.ts'
import type { ObjectMeta } from './object.ts'
import type { Origin } from './origin.ts'
import type { Selector } from './selector.ts'

/** One webhook of a Validating- or MutatingWebhookConfiguration. */
export interface AdmissionWebhook extends ObjectMeta {
  readonly asset: 'admission-webhook'
  readonly isMutating: boolean
  readonly webhookName: Known<string>
  readonly failurePolicy: Known<string>
  readonly timeoutSeconds: Known<number | undefined>
  readonly url: Known<string | undefined>
  readonly namespaceSelector: Selector | undefined
  readonly scope: AdmissionScope
  /** CEL conditions decide whether it is asked. */
  readonly isConditional: boolean
}

/** A ValidatingAdmissionPolicy or its binding, or a policy of Gatekeeper, Kyverno or Kubewarden. */
export interface AdmissionPolicy extends ObjectMeta {
  readonly asset: 'admission-policy'
  readonly engine: 'kubernetes' | 'gatekeeper' | 'kyverno' | 'kubewarden'
  /** Deny, Audit, Warn …; as written, or the engine's default, one for each part of the policy that checks. */
  readonly actions: readonly Known<string>[]
  readonly failurePolicy: Known<string>
  /** Of a binding: the policy that it puts into force. */
  readonly binds: Known<string | undefined>
  /** Which requests the whole policy, or the binding, is about. */
  readonly scope: AdmissionScope
  readonly checks: readonly AdmissionCheck[]
}

/** One part of a policy that checks for itself: a rule of Kyverno, all expressions of a ValidatingAdmissionPolicy. */
export interface AdmissionCheck {
  readonly origin: Origin
  readonly name: Known<string>
  readonly action: Known<string>
  /** Requests that it is about, beside what the whole policy is about; none means all of those. */
  readonly matches: readonly AdmissionScope[]
  /** Requests that it leaves out. */
  readonly excludes: readonly AdmissionScope[]
  /** Conditions of a language that is not modelled decide whether it is asked. */
  readonly isConditional: boolean
  readonly test: AdmissionTest
  /** The check as it is written: what stands in it nowhere, it cannot be about. */
  readonly text: string
}

/** What an object has to be like. */
export type AdmissionTest =
  | CelTest
  | { readonly kind: 'pattern'; readonly patterns: readonly Known<unknown>[] }
  | { readonly kind: 'pod-security'; readonly level: Known<string>; readonly hasExclusions: boolean }
  | { readonly kind: 'image-signature'; readonly images: readonly Known<string>[] }
  | { readonly kind: 'constraint'; readonly template: string; readonly parameters: Known<unknown> }
  | { readonly kind: 'other' }

/** Every expression has to be true where every condition is. */
export interface CelTest {
  readonly kind: 'cel'
  readonly conditions: readonly Known<string>[]
  readonly variables: readonly CelVariable[]
  readonly expressions: readonly Known<string>[]
}

export interface CelVariable {
  readonly name: Known<string>
  readonly expression: Known<string>
}

/** Which requests something is asked about. What is not stated restricts nothing. */
export interface AdmissionScope {
  readonly rules: readonly ResourceRule[]
  readonly excludedRules: readonly ResourceRule[]
  /** Names, with `*` for any rest. */
  readonly namespaces: readonly Known<string>[]
  readonly excludedNamespaces: readonly Known<string>[]
  readonly namespaceSelector: Selector | undefined
  readonly objectSelector: Selector | undefined
  /** It asks for more than is modelled: names, users, roles. */
  readonly asksForMore: boolean
}

export interface ResourceRule {
  readonly operations: readonly Known<string>[]
  readonly groups: readonly Known<string>[]
  /** Plural and in lower case, with subresources: `pods`, `pods/ephemeralcontainers`, `*`. */
  readonly resources: readonly Known<string>[]
  /** It is about objects of certain names only. */
  readonly isNamed: boolean
}

/** What nothing restricts. */
export const everyRequest: AdmissionScope = {
  rules: [],
  excludedRules: [],
  namespaces: [],
  excludedNamespaces: [],
  namespaceSelector: undefined,
  objectSelector: undefined,
  asksForMore: false,
}
