import type { AdmissionWebhook } from '../../model/admission.ts'
import { stated, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { matchSelector } from '../../model/selector.ts'
import type { Control } from '../control.ts'
import { fail, pass, type Verdict } from '../verdict.ts'
import { namespace, pod, together, webhook } from './cluster-examples.ts'
import { isTenant } from './tenants.ts'

export const admissionWebhookExemptsTenants: Control<'admission-webhook'> = {
  id: 'BH-0528',
  name: 'admission-webhook-exempts-tenants',
  title: 'Validating webhook does not see untrusted pods',
  layer: 'cluster',
  severity: 'medium',
  confidence: 'possible',
  guarantees: ['containment'],
  barriers: ['A.policy'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'The namespace selector leaves a namespace with untrusted pods out: what the webhook forbids is allowed there.',
  remediation:
    'Exempt the platform’s namespaces by their label `kubernetes.io/metadata.name`; leave no other way out.',
  applies: 'admission-webhook',
  when: ({ isMutating, namespaceSelector }) => !isMutating && namespaceSelector !== undefined,
  check: judge,
  examples: {
    fail: [
      together(
        namespace('gate: skip'),
        pod(),
        webhook('namespaceSelector: { matchExpressions: [{ key: gate, operator: NotIn, values: [skip] }] }'),
      ),
    ],
    pass: [
      together(
        namespace(),
        pod(),
        webhook(
          'namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system] }] }',
        ),
      ),
    ],
    unknown: [],
  },
}

function judge(webhook: AdmissionWebhook, platform: Platform): Verdict {
  const { namespaceSelector: selector } = webhook
  if (selector === undefined) return pass()
  const exempt = platform
    .all('namespace')
    .filter((namespace) => namespace.isDeclared && isTenant(namespace, platform))
    .find(({ name, labels, origin }) => {
      // The API server gives every namespace this label (NamespaceDefaultLabelName).
      const all = new Map([...labels, ['kubernetes.io/metadata.name', stated(name, origin)] as const])
      return matchSelector(selector, all) === 'no'
    })
  if (exempt === undefined) return pass()
  const name = valueOf(webhook.webhookName) ?? webhook.name
  return fail(
    `Webhook ${name} does not see namespace ${exempt.name}, which has untrusted pods.`,
    selector.origin,
    exempt.origin,
  )
}
