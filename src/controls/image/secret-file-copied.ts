import { originOf, valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { shippedInstructions } from './build.ts'

import { isSecretFile } from './secrets.ts'

export const secretFileCopied: Control<'image-build'> = {
  id: 'BH-0613',
  name: 'secret-file-copied',
  title: 'Image holds a file of credentials',
  layer: 'image',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'cis-docker-1.6-docker-bench:4.10',
    'krol3-container-security-checklist:KROL3-image-hardening-7',
  ],
  rationale:
    'A file in any layer can be read by whoever may pull the image and by code in the container, also where a later layer deletes it.',
  remediation:
    'Take the file out of the build context with `.dockerignore`, rotate what it holds, and mount it as a secret when the container starts.',
  applies: 'image-build',
  check: (build) =>
    every(shippedInstructions(build, 'COPY', 'ADD'), ({ words, flags }) =>
      flags.some(({ name }) => name === 'from')
        ? pass()
        : every(words.slice(0, -1), (word) =>
            isSecretFile(valueOf(word) ?? '')
              ? fail(`${build.name} copies a file of credentials into the image.`, originOf(word))
              : pass(),
          ),
    ),
  examples: {
    fail: [
      'FROM a:1\nCOPY .env /app/',
      'FROM a:1\nCOPY keys/id_rsa /root/.ssh/id_rsa',
      'FROM a:1\nADD ["kubeconfig", "/root/.kube/config"]',
    ],
    pass: [
      'FROM a:1\nCOPY .env.example /app/',
      'FROM a:1\nCOPY id_rsa.pub /x',
      'FROM a:1 AS x\nCOPY .npmrc /\nFROM b:1\nCOPY --from=x /a /a',
    ],
    unknown: [],
  },
}
