import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { shippedInstructions } from './build.ts'

import { isLiteralSecret, isSecretName } from './secrets.ts'

export const secretInImageEnvironment: Control<'image-build'> = {
  id: 'BH-0611',
  name: 'secret-in-image-environment',
  title: 'Image holds a secret in its environment',
  layer: 'image',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'cis-docker-1.6-docker-bench:4.10',
    'owasp-docker:OWASP-DOCKER-12',
    'krol3-container-security-checklist:KROL3-image-hardening-7',
    'krol3-container-security-checklist:KROL3-data-1',
  ],
  rationale:
    'Environment variables stand in the image’s configuration in plain text: whoever may pull the image reads them, and so does any code in any container made from it.',
  remediation:
    'Remove the value, rotate it, and hand it to the container as a mounted secret when it starts.',
  isSensitive: true,
  applies: 'image-build',
  check: (build) =>
    every(shippedInstructions(build, 'ENV'), ({ pairs }) =>
      every(pairs, ({ name, value, origin }) =>
        isSecretName(name) && isLiteralSecret(valueOf(value))
          ? fail(`${build.name} puts a value for ${name} into the image.`, origin)
          : pass(),
      ),
    ),
  examples: {
    fail: ['FROM a:1\nENV DB_PASSWORD=hunter22', 'FROM a:1\nENV API_KEY sk-abcdefgh'],
    pass: [
      'FROM a:1\nENV DB_PASSWORD_FILE=/run/x',
      'FROM a:1\nENV DB_PASSWORD=',
      'FROM a:1\nENV TOKENIZERS_PARALLELISM=false',
      'FROM a:1\nENV MAX_TOKEN=4096',
      'FROM a:1\nENV SECRET_KEY=/etc/key',
    ],
    unknown: [],
  },
}
