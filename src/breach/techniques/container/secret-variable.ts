import { credentialNamed } from '../../../knowledge/credentials.ts'
import { isPlaceholder } from '../../../knowledge/secrets.ts'
import type { EnvironmentVariable } from '../../../model/container.ts'
import type { Container } from '../../../model/pod.ts'
import { valueOf } from '../../../model/known.ts'
import { waysOf } from '../../secrets/credentials.ts'
import { openSecret } from '../../ways/secret-openings.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'

export const secretVariable: Technique<'container'> = {
  id: 'CTR_ENV_CRED',
  name: 'secret-variable',
  title: 'Code in a container reads credentials in its variables',
  from: 'container',
  to: ['secret', 'secrets', 'cloud', 'registry', 'registry-push', 'cluster'],
  guarantees: ['containment'],
  attack: ['T1552'],
  matrix: ['MS-TA9027'],
  vector: 'exposed-secrets',
  barriers: ['A.policy'],
  controls: [
    'secret-in-environment',
    'secret-as-variable',
    'whole-secret-as-variables',
    'variable-named-credential',
  ],
  rationale:
    'Every process has the variables of its container before it. The tenant’s own data is no loss to him; what counts is a credential that opens more: of the cloud, of the registry, of the API server. Its name tells which, and only its content how far.',
  find: (container) => [
    ...container.env.flatMap((variable) => [
      ...secretOf(container, variable),
      ...promisedBy(container, variable),
    ]),
    ...container.envFrom
      .filter(({ from }) => from === 'secret')
      .flatMap(({ reference, origin }) =>
        openSecret(container, { reference, how: 'Each of its keys becomes a variable.', origin }),
      ),
  ],
  examples: {
    open: [
      'env: [{ name: HF_TOKEN, valueFrom: { secretKeyRef: { name: hub, key: token } } }]',
      'envFrom: [{ secretRef: { name: hub } }]',
    ],
    barred: [],
    closed: [
      '{}',
      // His own, or none at all.
      'env: [{ name: HF_TOKEN, value: hf_abc123 }, { name: DB_PASSWORD, value: hunter2 }]',
      'env: [{ name: AZURE_CLIENT_SECRET, value: "" }, { name: REGISTRY_PASSWORD, value: changeme }]',
      'env: [{ name: AZURE_CLIENT_ID, value: 11111111-2222-3333-4444-555555555555 }]',
      'envFrom: [{ configMapRef: { name: hub } }]',
    ],
    unknown: [
      'env: [{ name: AZURE_CLIENT_SECRET, value: abc8Q~x }]',
      'env: [{ name: REGISTRY_PASSWORD, value: "{{ .Values.password }}" }]',
      'env: [{ name: KUBECONFIG_DATA, value: YXBpVmVyc2lvbg }]',
      'envFrom: [{ secretRef: { name: "{{ .Values.secret }}" } }]',
    ],
  },
}

function secretOf(
  container: Container,
  { name, from, reference, origin }: EnvironmentVariable,
): readonly Opening[] {
  if (from !== 'secret') return []
  const how = `It becomes variable ${valueOf(name) ?? '(template)'} of container ${container.name}.`
  return openSecret(container, { reference, how, origin })
}

/** A file's name is no credential, and what a template fills in may be one. */
function promisedBy(container: Container, variable: EnvironmentVariable): readonly Opening[] {
  const name = valueOf(variable.name) ?? ''
  const credential = credentialNamed(name)
  if (credential === undefined || !mayHold(variable)) return []
  return waysOf(credential, `variable ${name} of container ${container.name}`).map(({ to, question }) => ({
    to,
    how: `Variable ${name} of container ${container.name} is named as ${credential.what}.`,
    evidence: [variable.origin],
    barriers: [],
    assumes: { question, origin: variable.origin },
  }))
}

function mayHold({ from, value }: EnvironmentVariable): boolean {
  if (from !== 'literal') return from === 'secret'
  if (value.state === 'hidden') return true
  const text = value.value ?? ''
  return !isPlaceholder(text) && !text.startsWith('/')
}
