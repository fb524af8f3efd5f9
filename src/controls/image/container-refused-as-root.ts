import type { Container } from '../../model/pod.ts'
import { isKnown, originOf, valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { effective } from '../workload/security-context.ts'
import { opened, unopened } from '../image-examples.ts'
import { imageOfContainer, isLookedInto, judgeImage } from './opened.ts'

export const containerRefusedAsRoot: Control<'container'> = {
  id: 'BH-1329',
  name: 'container-refused-as-root',
  title: 'Container must not be root, and its image is',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-image',
  references: [],
  rationale:
    'The kubelet does not start the container: its image runs as root, or names its user by a name, of which the kubelet cannot tell that it is another one. What people do then is to take `runAsNonRoot` away.',
  remediation: 'Set `runAsUser` to a number above 0, or end the Dockerfile with one: `USER 10001`.',
  applies: 'container',
  when: (container, platform) => isLookedInto(container, platform) && leavesUserToImage(container),
  check: (container, platform) =>
    judgeImage(container, platform, ({ user }, place) => {
      // The kubelet takes numbers for what they are, and asks no list of users.
      if (/^\d+$/.test(user.name) && Number(user.name) > 0) return pass()
      const who = user.name === '' ? 'root' : `'${user.name}', which is no number`
      const field = effective(container, ({ runAsNonRoot }) => runAsNonRoot)
      const message = `${imageOfContainer(container)} starts as ${who}: with runAsNonRoot it is refused.`
      return fail(message, place, originOf(field))
    }),
  examples: {
    fail: [
      opened({ user: { is: 'root', name: '', id: 0 } }, 'securityContext: { runAsNonRoot: true }'),
      opened({ user: { is: 'other', name: 'app', id: 7 } }, 'securityContext: { runAsNonRoot: true }'),
    ],
    pass: [opened({ user: { is: 'other', name: '7', id: 7 } }, 'securityContext: { runAsNonRoot: true }')],
    unknown: [unopened('securityContext: { runAsNonRoot: true }')],
  },
}

function leavesUserToImage(container: Container): boolean {
  const user = effective(container, ({ runAsUser }) => runAsUser)
  const nonRoot = effective(container, ({ runAsNonRoot }) => runAsNonRoot)
  return (
    container.pod.orchestrator === 'kubernetes' &&
    isKnown(nonRoot, true) &&
    user.state === 'default' &&
    valueOf(user) === undefined
  )
}
