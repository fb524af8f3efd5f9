import type { AdmissionCheck, AdmissionPolicy, AdmissionScope, AdmissionTest } from '../../model/admission.ts'
import { isKnown, type Known, stated, unset } from '../../model/known.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Fields } from '../../values/fields.ts'
import { readPlain, textOf } from '../plain.ts'
import { everyRequest } from '../../model/admission.ts'
import { resourceOf } from './admission-scope.ts'
import { readSelector } from './selector.ts'

/** A policy of rules; rules that mutate or generate check nothing. */
export function readKyvernoPolicy(object: Fields, meta: ObjectMeta): AdmissionPolicy {
  const spec = object.map('spec')
  const rules = spec.list('rules').flatMap((rule) => readRule(rule, spec, meta))
  const checks = atAdmission(rules, spec.boolean('admission', true))
  const webhook = spec.map('webhookConfiguration')
  return {
    asset: 'admission-policy',
    ...meta,
    engine: 'kyverno',
    actions: checks.map(({ action }) => action),
    failurePolicy: webhook.has('failurePolicy')
      ? webhook.text('failurePolicy', 'Fail')
      : spec.text('failurePolicy', 'Fail'),
    binds: unset(),
    scope: { ...everyRequest, namespaces: namespacesOf(meta) },
    checks,
  }
}

/** Some policies only look at what runs already, and reject nothing. */
function atAdmission(rules: readonly AdmissionCheck[], isAsked: Known<boolean>): readonly AdmissionCheck[] {
  if (isKnown(isAsked, false)) return []
  return isAsked.state === 'hidden' ? rules.map((rule) => ({ ...rule, isConditional: true })) : rules
}

/** A `Policy` is about its own namespace, a `ClusterPolicy` about all. */
function namespacesOf({ kind, namespace, origin }: ObjectMeta): readonly Known<string>[] {
  return kind === 'Policy' ? [stated(namespace, origin)] : []
}

function readRule(rule: Fields, spec: Fields, meta: ObjectMeta): AdmissionCheck[] {
  const validate = rule.map('validate')
  const shared = {
    origin: rule.originOr(meta.origin),
    name: rule.text('name', ''),
    action: actionOf(validate, spec),
    matches: readFilters(rule.map('match')),
    excludes: readFilters(rule.map('exclude')),
    isConditional: rule.has('preconditions') || spec.has('validationFailureActionOverrides'),
    text: textOf(rule),
  }
  if (rule.has('validate')) return [{ ...shared, test: readTest(validate) }]
  return rule.list('verifyImages').flatMap((each) => readSignatures(each, { ...shared, spec }))
}

/** Without a word of the author Kyverno audits; a rule's own word wins over the policy's. */
function actionOf(own: Fields, spec: Fields): Known<string> {
  const action = own.text('failureAction', '')
  return action.state === 'default' ? spec.text('validationFailureAction', 'Audit') : action
}

type Shared = Omit<AdmissionCheck, 'test'> & { readonly spec: Fields }

/** Who names nobody whose signatures or statements count has nothing verified (Kyverno `ImageVerifier.verifyImage`). */
function readSignatures(verify: Fields, { spec, ...shared }: Shared): AdmissionCheck[] {
  const signers = ['attestors', 'attestations'].filter((key) => verify.has(key))
  if (signers.length === 0) return []
  const mayBeNobody = signers.every((key) => verify.list(key).length === 0)
  return [
    {
      ...shared,
      action: actionOf(verify, spec),
      isConditional: shared.isConditional || mayBeNobody || verify.has('skipImageReferences'),
      test: { kind: 'image-signature', images: verify.texts('imageReferences') },
    },
  ]
}

function readTest(validate: Fields): AdmissionTest {
  if (validate.has('pattern')) return { kind: 'pattern', patterns: [readPlain(validate, 'pattern')] }
  if (validate.has('anyPattern')) {
    const count = validate.list('anyPattern').length
    const whole = readPlain(validate, 'anyPattern')
    return { kind: 'pattern', patterns: count === 0 ? [] : alternativesOf(whole) }
  }
  if (validate.has('podSecurity')) return readPodSecurity(validate.map('podSecurity'))
  return { kind: 'other' }
}

function alternativesOf(whole: Known<unknown>): readonly Known<unknown>[] {
  if (whole.state !== 'stated' || !Array.isArray(whole.value)) return [whole]
  return whole.value.map((value: unknown) => stated(value, whole))
}

function readPodSecurity(standard: Fields): AdmissionTest {
  return { kind: 'pod-security', level: standard.text('level', ''), hasExclusions: standard.has('exclude') }
}

/** `any` lists alternatives; of `all`, and of the older form without either, every one has to fit. */
function readFilters(match: Fields): readonly AdmissionScope[] {
  const any = match.each('any', (filter) => readFilter(filter, false))
  const all = match.list('all')
  const each = all.map((filter) => readFilter(filter, all.length > 1))
  return match.has('resources') ? [...any, ...each, readFilter(match, false)] : [...any, ...each]
}

const modelled: ReadonlySet<string> = new Set([
  'kinds',
  'namespaces',
  'namespaceSelector',
  'selector',
  'operations',
])

function readFilter(filter: Fields, isPart: boolean): AdmissionScope {
  const resources = filter.map('resources')
  return {
    ...everyRequest,
    rules: [
      {
        operations: resources.texts('operations'),
        groups: [],
        resources: resources.texts('kinds').map(resourceOf),
        isNamed: false,
      },
    ],
    namespaces: resources.texts('namespaces'),
    namespaceSelector: readSelector(resources.map('namespaceSelector')),
    objectSelector: readSelector(resources.map('selector')),
    asksForMore:
      isPart ||
      filter.isHidden ||
      ['subjects', 'roles', 'clusterRoles'].some((key) => filter.has(key)) ||
      resources.keys().some((key) => !modelled.has(key)),
  }
}
