import type { Control } from '../control.ts'
import { forbidLiteral } from './environment.ts'

export const privateKeyInEnvironment: Control<'container'> = {
  id: 'BH-0223',
  name: 'private-key-in-environment',
  title: 'Private key stands in the manifest as a variable',
  layer: 'workload',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['polaris:sensitiveContainerEnvVar'],
  rationale:
    'Whoever has the key is its owner: hostile code in the container signs in, decrypts or signs in that name, from anywhere.',
  remediation:
    'Revoke the key. Keep keys in a vault that uses them on request (Key Vault, workload identity), and never in a manifest.',
  isSensitive: true,
  applies: 'container',
  check: (container) =>
    forbidLiteral(
      container,
      ({ value }) => value.split('\n').some(beginsKey),
      ({ name }) => `Container ${container.name} holds a private key in its variable ${name}.`,
    ),
  examples: {
    fail: ['env: [{ name: A, value: "-----BEGIN OPENSSH PRIVATE KEY-----" }]'],
    pass: ['env: [{ name: A, value: "-----BEGIN CERTIFICATE-----" }]', '{}'],
    unknown: [],
  },
}

/** From the first beginning on: one pattern for both words would take quadratic time. */
function beginsKey(line: string): boolean {
  const start = line.search(/-BEGIN\s/i)
  return start !== -1 && /PRIVATE KEY/i.test(line.slice(start))
}
