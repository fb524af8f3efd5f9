import type { AdmissionCheck, AdmissionPolicy, AdmissionScope, AdmissionTest } from '../../model/admission.ts'
import { type Known, stated, unset } from '../../model/known.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Fields } from '../../values/fields.ts'
import { readPlain, textOf } from '../plain.ts'
import { everyRequest } from '../../model/admission.ts'
import { resourceOf } from './admission-scope.ts'
import { readSelector } from './selector.ts'

/** A policy of rules; rules that mutate or generate check nothing. */
export function readKyvernoPolicy(object: Fields, meta: ObjectMeta): AdmissionPolicy {
  const spec = object.map('spec')
  const checks = spec.list('rules').flatMap((rule) => readRule(rule, spec, meta))
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

/** A `Policy` is about its own namespace, a `ClusterPolicy` about all. */
function namespacesOf({ kind, namespace, origin }: ObjectMeta): readonly Known<string>[] {
  return kind === 'Policy' ? [stated(namespace, origin)] : []
}

/** Without a word of the author Kyverno audits; a rule's own word wins over the policy's. */
function readRule(rule: Fields, spec: Fields, meta: ObjectMeta): AdmissionCheck[] {
  if (!rule.has('validate') && !rule.has('verifyImages')) return []
  const validate = rule.map('validate')
  const own = validate.text('failureAction', '')
  const match = readFilters(rule.map('match'))
  return [
    {
      origin: rule.originOr(meta.origin),
      name: rule.text('name', ''),
      action: own.state === 'default' ? spec.text('validationFailureAction', 'Audit') : own,
      matches: match,
      excludes: readFilters(rule.map('exclude')),
      isConditional: rule.has('preconditions') || spec.has('validationFailureActionOverrides'),
      test: rule.has('validate') ? readTest(validate) : readSignatures(rule),
      text: textOf(rule),
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

function readSignatures(rule: Fields): AdmissionTest {
  const images = rule.list('verifyImages').flatMap((each) => each.texts('imageReferences'))
  return { kind: 'image-signature', images }
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
