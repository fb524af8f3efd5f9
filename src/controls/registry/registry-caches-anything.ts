import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { registryPart } from '../azure-examples.ts'

export const registryCachesAnything: Control<'registry-cache-rule'> = {
  id: 'BH-1212',
  name: 'registry-caches-anything',
  title: 'Any public image has a name in the own registry',
  layer: 'registry',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['I.allow'],
  vector: 'supply-chain',
  references: ['azure-policy:84497762-32b6-4ab3-80b6-732ea48b85a2', 'mcsb:DS-6'],
  differs: {
    'azure-policy:84497762-32b6-4ab3-80b6-732ea48b85a2':
      'The policy forbids every rule; one that names exact repositories lets in nothing else.',
  },
  rationale:
    'A rule of the cache with a wildcard makes every image that somebody pushes to a public registry one of the platform’s own: admission that asks for the own registry lets it in.',
  remediation:
    'Name exact repositories in `properties.sourceRepository` (Terraform: `source_repo`), such as `docker.io/library/python`.',
  applies: 'registry-cache-rule',
  check: (rule) =>
    forbid(
      rule.sourceRepository,
      (source) => source?.includes('*') === true,
      `Cache rule ${rule.name} lets any image of a public registry in.`,
    ),
  examples: {
    fail: [registryPart('cache_rule', 'source_repo = "docker.io/*"')],
    pass: [registryPart('cache_rule', 'source_repo = "docker.io/library/python"')],
    unknown: [registryPart('cache_rule', 'source_repo = var.unknown')],
  },
}
