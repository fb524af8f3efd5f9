import { isCredential, secretIn } from '../../knowledge/secrets.ts'
import type { Control } from '../control.ts'
import { forbidLiteral, type Literal } from './environment.ts'

export const secretInEnvironment: Control<'container'> = {
  id: 'BH-0220',
  name: 'secret-in-environment',
  title: 'Secret stands in the manifest as a variable',
  layer: 'workload',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'owasp-docker:OWASP-DOCKER-12',
    'owasp-kubernetes:OWASP-K8S-7.16',
    'krol3-container-security-checklist:KROL3-data-1',
  ],
  rationale:
    'Everybody who may read the manifest, the pod or the environment of a process has the secret: hostile code in the container first of all, and it goes wherever the secret opens.',
  remediation:
    'Revoke the secret, put the new one into a secret store, and mount it as a file; give model containers no secret that they do not need.',
  isSensitive: true,
  applies: 'container',
  check: (container) =>
    forbidLiteral(
      container,
      holdsSecret,
      ({ name }) => `Container ${container.name} holds a secret in plain text in its variable ${name}.`,
    ),
  examples: {
    fail: [
      'env: [{ name: DB_PASSWORD, value: hunter2 }]',
      'env: [{ name: HUB, value: postgres://app:s3cr3t@db/models }]',
      'env: [{ name: HF_TOKEN, value: hf_abc123 }]',
      'env: [{ name: REDIS_AUTH, value: hunter22 }]',
      'env: [{ name: SERVER_KEY, value: mZ3pQ8vN1xT6cK0wR5yB2hJ7dL4gF9sA+eUoI/nVbM }]',
    ],
    pass: [
      'env: [{ name: DB_PASSWORD, value: $(OTHER) }]',
      'env: [{ name: HF_TOKEN, valueFrom: { secretKeyRef: { name: hub, key: token } } }]',
      'env: [{ name: MAX_TOKEN, value: 4096 }, { name: TOKEN_FILE, value: /run/token }]',
      'env: [{ name: SIGNING_PUBLIC_KEY, value: mZ3pQ8vN1xT6cK0wR5yB2hJ7dL4gF9sA+eUoI/nVbM }, { name: CACHE_KEY, value: models }]',
      '{}',
    ],
    unknown: ['env: [{ name: DB_PASSWORD, value: "{{ .Values.password }}" }]'],
  },
}

/** Private keys have a control of their own. */
function holdsSecret({ name, value }: Literal): boolean {
  const shape = secretIn(value)
  return shape === undefined ? isCredential(name, value) : shape !== 'a private key'
}
