import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { webhook } from './cluster-examples.ts'

export const admissionWebhookFailsOpen: Control<'admission-webhook'> = {
  id: 'BH-0525',
  name: 'admission-webhook-fails-open',
  title: 'Admission webhook lets everything in when it fails',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.policy'],
  vector: 'misconfigured-container',
  references: ['kubernetes-security-checklist:K8S-SEC-admission-3'],
  rationale:
    'Whoever brings the webhook down, by load or by a bug, has no gate before him: the API server admits what it cannot ask about.',
  remediation:
    'Set `failurePolicy: Fail`, run several replicas, and exempt the webhook’s own namespace by name.',
  applies: 'admission-webhook',
  check: (webhook) =>
    forbid(
      webhook.failurePolicy,
      (policy) => policy === 'Ignore',
      `Webhook ${valueOf(webhook.webhookName) ?? webhook.name} lets everything in when it fails.`,
    ),
  examples: {
    fail: [webhook('failurePolicy: Ignore')],
    pass: [webhook('failurePolicy: Fail'), webhook()],
    unknown: [webhook("failurePolicy: '{{ .Values.policy }}'")],
  },
}
