import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { shippedInstructions } from './build.ts'

export const sshPortExposed: Control<'image-build'> = {
  id: 'BH-0624',
  name: 'ssh-port-exposed',
  title: 'Image exposes SSH',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.in'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_DOCKER_1', 'trivy:DS-0004'],
  differs: {
    'checkov:CKV_DOCKER_1': 'Only what ends up in the image counts: other stages are thrown away.',
    'trivy:DS-0004': 'Only what ends up in the image counts: other stages are thrown away.',
  },
  rationale:
    'An SSH server in a container is one more way in and out that no Kubernetes policy sees, with keys and users of its own: hostile code opens it to the outside.',
  remediation: 'Remove `EXPOSE 22`, and use `kubectl exec` where a shell is needed.',
  applies: 'image-build',
  check: (build) =>
    every(shippedInstructions(build, 'EXPOSE'), ({ words }) =>
      every(words, (word) =>
        forbid(word, (port) => /^22(?:\/(?:tcp|udp))?$/.test(port), `${build.name} exposes port 22.`),
      ),
    ),
  examples: {
    fail: ['FROM a:1\nEXPOSE 8080 22', 'FROM a:1\nEXPOSE 22/tcp'],
    pass: ['FROM a:1\nEXPOSE 2222 8022/tcp', 'FROM a:1 AS x\nEXPOSE 22\nFROM b:1'],
    unknown: ['FROM a:1\nEXPOSE $PORT'],
  },
}
