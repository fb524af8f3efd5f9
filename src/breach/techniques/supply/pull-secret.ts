import { doubted } from '../../steps/doubt.ts'
import type { PullSecret } from '../../secrets/pull-secrets.ts'
import { openWays } from '../../ways/fact-openings.ts'
import { type Position, registryPosition, registryPushPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const pullSecret: Technique<'pull-secret'> = {
  id: 'SUP_REGISTRY_CRED',
  name: 'pull-secret',
  title: 'A pull secret opens the registry',
  from: 'pull-secret',
  to: ['registry', 'registry-push'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1078'],
  matrix: ['MS-TA9037'],
  vector: 'exposed-secrets',
  barriers: ['I.pull', 'I.push', 'Z.key'],
  controls: [],
  rationale:
    'A pull secret is a user name and a password for the registry. The admin user’s pulls and pushes everything; a token does what its scope map says. Whoever reads the secret has that, from anywhere.',
  find: openings,
  examples: {
    open: [
      { manifest: declared('kubernetes.io/dockerconfigjson'), facts: { pullSecrets: 'all' } },
      { manifest: declared('kubernetes.io/dockerconfigjson'), facts: { pullSecrets: 'push' } },
      { manifest: named(), facts: { pullSecrets: 'push' } },
    ],
    barred: [],
    closed: [{ manifest: named(), facts: { pullSecrets: 'scoped' } }],
    unknown: [named(), declared('kubernetes.io/dockercfg')],
  },
}

function openings({ namespace, name, origin }: PullSecret, terrain: Terrain): readonly Opening[] {
  const { value, assumes } = terrain.facts.ask('pullSecrets')
  const to = value === undefined ? [registryPosition, registryPushPosition] : (reached[value] ?? [])
  return openWays({
    to,
    how: `Secret ${namespace}/${name} holds a login of the registry.`,
    evidence: [origin],
    ...doubted(assumes),
  })
}

const reached: Readonly<Record<string, readonly Position[]>> = {
  all: [registryPosition],
  push: [registryPosition, registryPushPosition],
}

function declared(type: string): string {
  return `apiVersion: v1
kind: Secret
metadata: { name: registry, namespace: acme }
type: ${type}`
}

function named(): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec: { imagePullSecrets: [{ name: registry }], containers: [{ name: server, image: model }] }`
}
