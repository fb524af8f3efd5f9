import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { instructionsOf } from './build.ts'

import { isLiteralSecret, isSecretName } from './secrets.ts'

export const secretByBuildArgument: Control<'image-build'> = {
  id: 'BH-0612',
  name: 'secret-by-build-argument',
  title: 'Secret is passed as a build argument',
  layer: 'image',
  severity: 'medium',
  confidence: 'likely',
  guarantees: ['containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'cis-docker-1.6-docker-bench:4.10',
    'krol3-container-security-checklist:KROL3-image-hardening-7',
  ],
  rationale:
    'Build arguments stand in the image’s history, in build caches and in provenance attestations: `docker history` shows them to everyone who may pull the image.',
  remediation: 'Use `RUN --mount=type=secret,id=…` for the step that needs it.',
  applies: 'image-build',
  check: (build) =>
    every([...build.globals, ...instructionsOf(build, 'ARG')], ({ pairs }) =>
      every(pairs, ({ name, value, origin }) =>
        isSecretName(name) && (value.state === 'default' || isLiteralSecret(valueOf(value)))
          ? fail(
              `${build.name} takes ${name} as a build argument, which stays in the image's history.`,
              origin,
            )
          : pass(),
      ),
    ),
  examples: {
    fail: ['FROM a:1\nARG NPM_TOKEN', 'FROM a:1\nARG DB_PASSWORD=hunter22'],
    pass: ['FROM a:1\nARG VERSION', 'FROM a:1\nRUN --mount=type=secret,id=npm npm ci'],
    unknown: [],
  },
}
