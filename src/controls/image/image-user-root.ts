import type { Control } from '../control.ts'
import { forbid, pass } from '../verdict.ts'
import { finalUser } from './build.ts'

const root = /^(?:root|0+|containeradministrator)(?::|$)/i

export const imageUserRoot: Control<'image-build'> = {
  id: 'BH-0601',
  name: 'image-user-root',
  title: 'Image runs as root',
  layer: 'image',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-image',
  references: [
    'cis-docker-1.6-docker-bench:4.1',
    'owasp-docker:OWASP-DOCKER-2',
    'krol3-container-security-checklist:KROL3-image-hardening-2',
    'checkov:CKV_DOCKER_8',
    'trivy:DS-0002',
    'hadolint:DL3002',
    'kubernetes-security-checklist:K8S-SEC-images-2',
    'docker-security:rootless-2',
  ],
  differs: {
    'checkov:CKV_DOCKER_8':
      'Only the user of the stage that ships counts, and numbers are read as Docker reads them.',
    'trivy:DS-0002':
      'Trivy takes the last USER of the whole file; only the user of the stage that ships counts.',
  },
  rationale:
    'Root in the container is root on the node’s kernel unless user namespaces stand in between: one flaw in the kernel or the runtime then gives hostile code the node, and without a flaw it already owns every file and library of the image.',
  remediation:
    'End the last stage with `USER` and the number of an unprivileged user, such as `USER 10001:10001`.',
  applies: 'image-build',
  check: (build) => {
    const user = finalUser(build)
    return user === undefined
      ? pass()
      : forbid(user, (name) => root.test(name), `The image of ${build.name} runs as root.`)
  },
  examples: {
    fail: ['FROM a:1\nUSER root', 'FROM a:1\nUSER 0:0', 'FROM a:1 AS x\nUSER root\nFROM x'],
    pass: [
      'FROM a:1\nUSER 1000',
      'FROM a:1\nUSER root\nRUN x\nUSER app',
      'FROM a:1 AS x\nUSER root\nFROM b:1\nUSER 1',
    ],
    unknown: ['FROM a:1\nARG USERNAME\nUSER $USERNAME'],
  },
}
