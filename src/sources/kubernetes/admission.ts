import type { AdmissionCheck, AdmissionPolicy, AdmissionWebhook, CelTest } from '../../model/admission.ts'
import { isKnown, stated, unset } from '../../model/known.ts'
import type { ObjectMeta } from '../../model/object.ts'
import type { Fields } from '../../values/fields.ts'
import { readPlain, textOf } from '../plain.ts'
import { readConstraintMatch, readMatchResources } from './admission-scope.ts'
import { readSelector } from './selector.ts'

/** One asset for each webhook of the configuration, since each has a failure policy of its own. */
export function readWebhooks(object: Fields, meta: ObjectMeta): AdmissionWebhook[] {
  return object.list('webhooks').map((webhook) => ({
    asset: 'admission-webhook',
    ...meta,
    origin: webhook.originOr(meta.origin),
    isMutating: meta.kind === 'MutatingWebhookConfiguration',
    webhookName: webhook.text('name', ''),
    failurePolicy: webhook.text('failurePolicy', 'Fail'),
    timeoutSeconds: webhook.optionalInteger('timeoutSeconds'),
    url: webhook.map('clientConfig').optionalText('url'),
    namespaceSelector: readSelector(webhook.map('namespaceSelector')),
    scope: readMatchResources(webhook, 'rules'),
    isConditional: webhook.has('matchConditions'),
  }))
}

/** The policy says what is right, its binding where that holds and what happens else. */
export function readValidatingAdmissionPolicy(object: Fields, meta: ObjectMeta): AdmissionPolicy {
  const spec = object.map('spec')
  const isBinding = meta.kind === 'ValidatingAdmissionPolicyBinding'
  return {
    asset: 'admission-policy',
    ...meta,
    engine: 'kubernetes',
    actions: spec.texts('validationActions'),
    failurePolicy: spec.text('failurePolicy', 'Fail'),
    binds: spec.optionalText('policyName'),
    scope: readMatchResources(spec.map(isBinding ? 'matchResources' : 'matchConstraints'), 'resourceRules'),
    checks: isBinding ? [] : [readCelCheck(spec, meta)],
  }
}

function readCelCheck(spec: Fields, meta: ObjectMeta): AdmissionCheck {
  const actions = spec.texts('validationActions')
  const [action = stated('Deny', meta.origin)] = actions
  return {
    origin: meta.origin,
    name: stated(meta.name, meta.origin),
    action: actions.find((each) => isKnown(each, 'Deny')) ?? action,
    matches: [],
    excludes: [],
    isConditional: false,
    test: readCelTest(spec),
    text: textOf(spec),
  }
}

function readCelTest(spec: Fields): CelTest {
  const expressionsOf = (key: string): CelTest['expressions'] =>
    spec.each(key, (each) => each.freeText('expression', ''))
  return {
    kind: 'cel',
    conditions: expressionsOf('matchConditions'),
    variables: spec.each('variables', (each) => ({
      name: each.text('name', ''),
      expression: each.freeText('expression', ''),
    })),
    expressions: expressionsOf('validations'),
  }
}

/** A Gatekeeper constraint: its kind is the template that it fills in. */
export function readConstraint(object: Fields, meta: ObjectMeta): AdmissionPolicy {
  const spec = object.map('spec')
  const action = spec.text('enforcementAction', 'deny')
  return {
    asset: 'admission-policy',
    ...meta,
    engine: 'gatekeeper',
    actions: [action],
    failurePolicy: spec.text('failurePolicy', 'Fail'),
    binds: unset(),
    scope: readConstraintMatch(spec.map('match')),
    checks: [
      {
        origin: meta.origin,
        name: stated(meta.name, meta.origin),
        action,
        matches: [],
        excludes: [],
        isConditional: false,
        test: { kind: 'constraint', template: meta.kind, parameters: readPlain(spec, 'parameters') },
        text: textOf(spec),
      },
    ],
  }
}

/** Kyverno's ValidatingPolicy and ImageValidatingPolicy, written like Kubernetes' own but for their binding. */
export function readCelPolicy(object: Fields, meta: ObjectMeta): AdmissionPolicy {
  const policy = readValidatingAdmissionPolicy(object, meta)
  if (meta.kind !== 'ImageValidatingPolicy') return { ...policy, engine: 'kyverno' }
  const images = object.map('spec').each('matchImageReferences', (reference) => reference.text('glob', ''))
  const test = { kind: 'image-signature', images } as const
  return { ...policy, engine: 'kyverno', checks: policy.checks.map((check) => ({ ...check, test })) }
}
