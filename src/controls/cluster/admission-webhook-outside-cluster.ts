import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { webhook } from './cluster-examples.ts'

export const admissionWebhookOutsideCluster: Control<'admission-webhook'> = {
  id: 'BH-0526',
  name: 'admission-webhook-outside-cluster',
  title: 'Admission webhook is called outside the cluster',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.policy'],
  vector: 'misconfigured-container',
  references: ['kubernetes-security-checklist:K8S-SEC-admission-3'],
  rationale:
    'Every object that the webhook sees, pod specs and secrets among them, leaves the cluster; who holds that address decides what is admitted.',
  remediation: 'Run the webhook as a service in the cluster and name it under `clientConfig.service`.',
  applies: 'admission-webhook',
  check: (webhook) =>
    forbid(
      webhook.url,
      (url) => url !== undefined,
      `Webhook ${valueOf(webhook.webhookName) ?? webhook.name} is called outside the cluster.`,
    ),
  examples: {
    fail: [webhook('clientConfig: { url: "https://gate.example.org/check" }')],
    pass: [webhook('clientConfig: { service: { name: gate, namespace: gate } }')],
    unknown: [webhook("clientConfig: { url: '{{ .Values.url }}' }")],
  },
}
