import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { webhook } from './cluster-examples.ts'

export const admissionWebhookSlow: Control<'admission-webhook'> = {
  id: 'BH-0527',
  name: 'admission-webhook-slow',
  title: 'Admission webhook may hold requests for long',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['A.apf'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Each request waits for the webhook. Code that makes it slow makes the API server slow, for everybody.',
  remediation: 'Set `timeoutSeconds` to 10 or less.',
  applies: 'admission-webhook',
  check: (webhook) =>
    forbid(
      webhook.timeoutSeconds,
      (seconds) => (seconds ?? defaultSeconds) > defaultSeconds,
      `Webhook ${valueOf(webhook.webhookName) ?? webhook.name} may hold requests longer than ten seconds.`,
    ),
  examples: {
    fail: [webhook('timeoutSeconds: 30')],
    pass: [webhook('timeoutSeconds: 5'), webhook()],
    unknown: [webhook("timeoutSeconds: '{{ .Values.timeout }}'")],
  },
}

const defaultSeconds = 10
