import type { Control } from '../control.ts'
import { forbid, type Verdict } from '../verdict.ts'
import { remember } from '../../kernel/remember.ts'
import { valueOf } from '../../model/known.ts'
import type { FederatedCredential } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { credential } from '../azure-examples.ts'

export const federatedSubjectOfUntrustedPod: Control<'federated-credential'> = {
  id: 'BH-1220',
  name: 'federated-subject-of-untrusted-pod',
  title: 'Untrusted code may take an identity of Azure',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: ['mcsb:IM-3'],
  rationale:
    'The account that the credential names is one that a pod with untrusted code runs as: whatever the identity may do in Azure, that code may do.',
  remediation:
    'Give the identity to an account that only trusted pods use, fetch what the model needs before it starts, or let the identity read that and nothing else and waive this.',
  applies: 'federated-credential',
  when: (_, platform) => accountsOfUntrusted(platform).size > 0,
  check: judge,
  examples: {
    fail: [credentialBeside('"system:serviceaccount:models:llm"')],
    pass: [credentialBeside('"system:serviceaccount:models:fetcher"')],
    unknown: [credentialBeside('var.unknown')],
  },
}

const accountsOfUntrusted: (platform: Platform) => ReadonlySet<string> = remember((platform) => {
  const pods = platform.all('pod').filter((pod) => platform.trustOf(pod) === 'untrusted')
  return new Set(
    pods.map((pod) => `system:serviceaccount:${pod.namespace}:${valueOf(pod.serviceAccountName) ?? ''}`),
  )
})

function judge({ subject, name }: FederatedCredential, platform: Platform): Verdict {
  const accounts = accountsOfUntrusted(platform)
  return forbid(
    subject,
    (account) => account !== undefined && accounts.has(account),
    `Credential ${name} gives an identity to the account of untrusted code.`,
  )
}

function credentialBeside(subject: string): string {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { serviceAccountName: llm, containers: [{ name: server, image: llm }] }\n'
  return `${credential(`subject = ${subject}`)}# beside: models.yaml\n${pod}`
}
