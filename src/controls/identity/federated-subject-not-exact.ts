import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { credential } from '../azure-examples.ts'

export const federatedSubjectNotExact: Control<'federated-credential'> = {
  id: 'BH-1156',
  name: 'federated-subject-not-exact',
  title: 'More than one account may take the identity',
  layer: 'identity',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: ['mcsb:IM-3'],
  rationale:
    'Whoever presents a token with the subject is the identity. One that names no single service account may be presented by pods that nobody thought of.',
  remediation:
    'Name one account: `system:serviceaccount:NAMESPACE:NAME`. Bicep and ARM: `properties.subject` of `federatedIdentityCredentials`; Terraform: `subject`.',
  applies: 'federated-credential',
  check: (credential) =>
    demand(
      credential.subject,
      (subject) => subject !== undefined && exact.test(subject),
      `Credential ${credential.name} is not for exactly one service account.`,
    ),
  examples: {
    fail: [credential('subject = "system:serviceaccount:models:*"'), credential('subject = "models"')],
    pass: [
      credential('subject = "system:serviceaccount:models:llm"'),
      credential('subject = "repo:northwind/platform:ref:refs/heads/main"'),
    ],
    unknown: [credential('subject = var.unknown')],
  },
}

/** Of Kubernetes, or of a pipeline outside. */
const exact = /^(?:system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+|(?:repo|sc|organization):[^*]+)$/
