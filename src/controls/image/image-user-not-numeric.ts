import type { Control } from '../control.ts'
import { demand, pass } from '../verdict.ts'
import { finalUser } from './build.ts'

export const imageUserNotNumeric: Control<'image-build'> = {
  id: 'BH-0603',
  name: 'image-user-not-numeric',
  title: 'Image names its user by name',
  layer: 'image',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-image',
  references: ['hadolint:DL3066'],
  differs: {
    'hadolint:DL3066': 'Only the user that the image ends with counts; `root` by name is judged with root.',
  },
  rationale:
    'Kubernetes’ runAsNonRoot cannot tell whether a name is root: it refuses the container, and people then switch the safeguard off. Whoever changes /etc/passwd in a layer below also changes what the name means.',
  remediation: 'Write the user as a number: `USER 10001`.',
  applies: 'image-build',
  check: (build) => {
    const user = finalUser(build)
    const message = `${build.name} names its user by name, which Kubernetes cannot check.`
    return user === undefined ? pass() : demand(user, (name) => /^(?:\d+(?::|$)|root$)/.test(name), message)
  },
  examples: {
    fail: ['FROM a:1\nUSER app', 'FROM a:1\nUSER app:10001'],
    pass: ['FROM a:1\nUSER 10001', 'FROM a:1\nUSER 10001:app', 'FROM a:1'],
    unknown: ['FROM a:1\nARG U\nUSER $U'],
  },
}
