import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { opened, unopened } from '../image-examples.ts'
import { imageOfContainer, isLookedInto, judgeImage, notFound } from './opened.ts'

export const imageStartsAsRoot: Control<'container'> = {
  id: 'BH-1325',
  name: 'image-starts-as-root',
  title: 'Image starts as root unless the workload forbids it',
  layer: 'image',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-image',
  references: [],
  rationale:
    'The image leaves it to every workload, and to every copy of it, to say who runs. One that forgets runs as root; whether this one does, another control tells.',
  remediation: 'End the Dockerfile with a user by its number: `USER 10001`.',
  applies: 'container',
  when: isLookedInto,
  check: (container, platform) =>
    judgeImage(container, platform, ({ user }, place) => {
      if (user.is === 'other') return pass()
      if (user.is === 'unknown')
        return notFound(container, 'the image does not tell it', 'a user other than root')
      const who = user.name === '' ? 'names no user' : `names the user ${user.name}`
      return fail(`${imageOfContainer(container)} ${who}, and so starts as root.`, place)
    }),
  examples: {
    fail: [
      opened({ user: { is: 'root', name: '', id: 0 } }),
      opened({ user: { is: 'root', name: 'toor', id: 0 } }, 'securityContext: { runAsUser: 1000 }'),
    ],
    pass: [opened({ user: { is: 'other', name: 'app', id: 10_001 } })],
    unknown: [unopened(), opened({ user: { is: 'unknown', name: 'app' } })],
  },
}
