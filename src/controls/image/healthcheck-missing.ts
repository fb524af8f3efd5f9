import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { instructionsOf } from './build.ts'

export const healthcheckMissing: Control<'image-build'> = {
  id: 'BH-0630',
  name: 'healthcheck-missing',
  title: 'Image has no HEALTHCHECK',
  layer: 'image',
  severity: 'info',
  guarantees: ['fair-share'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['cis-docker-1.6-docker-bench:4.6', 'checkov:CKV_DOCKER_2', 'trivy:DS-0026'],
  rationale:
    'Where nothing asks whether the service answers, a container whose service hostile code stopped or replaced goes on to count as well. Kubernetes asks through probes instead.',
  remediation: 'Add HEALTHCHECK for Docker, and probes in the pod for Kubernetes.',
  applies: 'image-build',
  check: (build) =>
    instructionsOf(build, 'HEALTHCHECK').length > 0
      ? pass()
      : fail(`${build.name} has no HEALTHCHECK.`, build.origin),
  examples: {
    fail: ['FROM a:1\nRUN x'],
    pass: ['FROM a:1\nHEALTHCHECK CMD curl -f http://localhost', 'FROM a:1\nHEALTHCHECK NONE'],
    unknown: [],
  },
}
