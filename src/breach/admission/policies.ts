import { type WrongFieldName, wrongFields } from '../../knowledge/wrong-fields.ts'
import type { AdmissionCheck, AdmissionPolicy, AdmissionWebhook } from '../../model/admission.ts'
import type { Namespace } from '../../model/cluster.ts'
import { isKnown, type Known, valueOf } from '../../model/known.ts'
import { allMatch, anyMatch, type Match } from '../../model/selector.ts'
import type { Assumption, StandingBarrier } from '../steps/barrier.ts'
import { barrierAt } from '../make-barrier.ts'
import type { Terrain } from '../terrain.ts'
import { cleanPod, plainNamespace, plant } from './clean-pod.ts'
import { type Planted, rejects } from './rejects.ts'
import { isAboutPods, isCheckedFor } from './scope.ts'

/** Which barrier a policy is that rejects a field: a signature check and an allow-list have names of their own. */
const barrierOf: Readonly<Partial<Record<WrongFieldName, 'I.sig' | 'I.allow'>>> = {
  'unsigned-image': 'I.sig',
  'foreign-image': 'I.allow',
}

/** Policies and webhooks that reject a pod with one wrong field in a namespace, surely or perhaps. */
export function policyBarriers(
  namespace: string,
  name: WrongFieldName,
  terrain: Terrain,
): readonly StandingBarrier[] {
  const { platform } = terrain
  const space = platform.all('namespace').find((each) => each.name === namespace)
  if (space === undefined) return []
  const field = wrongFields[name]
  const clean = cleanPod(namespace, platform)
  const namespaceObject = plainNamespace(space)
  const planted = {
    clean,
    wrong: plant(clean, field),
    field,
    ...(namespaceObject === undefined ? {} : { namespaceObject }),
  }
  const place = { barrier: barrierOf[name] ?? 'A.policy', what: field.what } as const
  return [
    ...platform.all('admission-policy').flatMap((policy) => {
      const { match, assumes } = judgePolicy(policy, { planted, space, terrain })
      return match === 'no' ? [] : [barrierOfPolicy(policy, { ...place, match, assumes })]
    }),
    ...platform
      .all('admission-webhook')
      .filter((webhook) => mayReject(webhook, space))
      .map((webhook) => barrierOfWebhook(webhook, place)),
  ]
}

interface Question {
  readonly planted: Planted
  readonly space: Namespace
  readonly terrain: Terrain
}

interface Judged {
  readonly match: Match
  readonly assumes?: Assumption | undefined
}

function judgePolicy(policy: AdmissionPolicy, question: Question): Judged {
  if (policy.checks.length === 0 || isKnown(policy.failurePolicy, 'Ignore')) return { match: 'no' }
  const { planted, space, terrain } = question
  const match = allMatch([
    isAboutPods(policy.scope, space),
    anyMatch(policy.checks.map((check) => judgeCheck(check, policy, { planted, space, terrain }))),
    policy.failurePolicy.state === 'hidden' ? 'unknown' : 'yes',
  ])
  if (match === 'no') return { match }
  const webhook = judgeEngine(policy.engine, space, terrain)
  return { match: allMatch([match, webhook.match]), assumes: webhook.assumes }
}

function judgeCheck(check: AdmissionCheck, policy: AdmissionPolicy, question: Question): Match {
  const { planted, space, terrain } = question
  const inForce = allMatch([isCheckedFor(check, space), isEnforced(check, policy, { space, terrain })])
  return inForce === 'no' ? 'no' : allMatch([inForce, rejects(check, policy.name, planted)])
}

const denying: ReadonlySet<string> = new Set(['deny', 'enforce'])

/** A ValidatingAdmissionPolicy does nothing without a binding that denies where the pod comes. */
function isEnforced(
  { action }: AdmissionCheck,
  policy: AdmissionPolicy,
  { space, terrain }: Pick<Question, 'space' | 'terrain'>,
): Match {
  if (policy.engine !== 'kubernetes') return deny(action)
  return anyMatch(
    terrain.platform
      .all('admission-policy')
      .filter(({ engine, binds }) => engine === 'kubernetes' && isKnown(binds, policy.name))
      .map((binding) => allMatch([anyMatch(binding.actions.map(deny)), isAboutPods(binding.scope, space)])),
  )
}

function deny(action: Known<string>): Match {
  // `scoped` names an action for each place where the constraint is asked.
  if (isKnown(action, 'scoped')) return 'unknown'
  return matchOf(action, (text) => denying.has(text.toLowerCase()))
}

function matchOf<T>(known: Known<T>, holds: (value: T) => boolean): Match {
  if (known.state === 'hidden') return 'unknown'
  return holds(known.value) ? 'yes' : 'no'
}

const enginesWebhook = /gatekeeper|azure-policy|kyverno/

/**
 * A policy of an engine is as good as the webhook by which the API server asks it. Kyverno makes its webhooks from its
 * policies; those of Gatekeeper and Azure Policy let everything in when they fail, unless somebody changed that.
 */
function judgeEngine(engine: AdmissionPolicy['engine'], space: Namespace, terrain: Terrain): Judged {
  if (engine === 'kubernetes') return { match: 'yes' }
  const names = engine === 'kyverno' ? /kyverno/ : /gatekeeper|azure-policy/
  const webhooks = terrain.platform
    .all('admission-webhook')
    .filter(
      ({ isMutating, name, webhookName }) =>
        !isMutating && names.test(`${name} ${valueOf(webhookName) ?? ''}`),
    )
  if (webhooks.length > 0) return { match: anyMatch(webhooks.map((webhook) => failsClosed(webhook, space))) }
  if (engine === 'kyverno') return { match: 'yes' }
  const { is, assumes } = terrain.facts.ask('policyWebhook')
  if (is === 'unknown') return { match: 'unknown', assumes }
  return { match: is === 'good' ? 'yes' : 'no' }
}

function failsClosed({ failurePolicy, scope, isConditional }: AdmissionWebhook, space: Namespace): Match {
  return allMatch([
    matchOf(failurePolicy, (policy) => policy === 'Fail'),
    scope.rules.length === 0 ? 'no' : isAboutPods(scope, space),
    isConditional ? 'unknown' : 'yes',
  ])
}

/** What a webhook of one's own rejects is known to its code alone. */
function mayReject(webhook: AdmissionWebhook, space: Namespace): boolean {
  const name = `${webhook.name} ${valueOf(webhook.webhookName) ?? ''}`
  return !webhook.isMutating && !enginesWebhook.test(name) && failsClosed(webhook, space) !== 'no'
}

interface Place {
  readonly barrier: 'A.policy' | 'I.sig' | 'I.allow'
  readonly what: string
}

function barrierOfPolicy(
  { kind, name, namespace, origin }: AdmissionPolicy,
  { barrier, what, match, assumes }: Place & Judged,
): StandingBarrier {
  const label = `${kind} ${name} rejects ${what}`
  const unsure = assumes ?? { question: `whether ${label}`, origin }
  return barrierAt(barrier, {
    at: namespace === '' ? `${kind}/${name}` : `${kind}/${namespace}/${name}`,
    label,
    evidence: [origin],
    assumes: match === 'unknown' ? unsure : undefined,
  })
}

function barrierOfWebhook(
  { name, webhookName, origin }: AdmissionWebhook,
  { barrier, what }: Place,
): StandingBarrier {
  const title = valueOf(webhookName) ?? name
  const label = `webhook ${title} rejects ${what}`
  return barrierAt(barrier, {
    at: `webhook/${title}`,
    label,
    evidence: [origin],
    assumes: { question: `whether ${label}`, origin },
  })
}
