import type { Control } from '../control.ts'
import { fail } from '../verdict.ts'
import { opened, unopened } from '../image-examples.ts'
import { imageOfContainer, isLookedInto, judgeImage, notFound } from './opened.ts'

export const imageWithTools: Control<'container'> = {
  id: 'BH-1331',
  name: 'image-with-tools',
  title: 'Image brings a shell or a package manager',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: [],
  rationale:
    'Hostile code finds its tools at hand: a shell to look around with, and a package manager that installs what is missing. A server needs neither once it is built.',
  remediation:
    'Copy what the server needs into an image without them, such as distroless or one that a Dockerfile begins FROM scratch.',
  applies: 'container',
  when: (container, platform) =>
    platform.trustOf(container) === 'untrusted' && isLookedInto(container, platform),
  check: (container, platform) =>
    judgeImage(container, platform, ({ hasShell, hasPackageManager, gaps }, place) => {
      const tools = [...(hasShell ? ['a shell'] : []), ...(hasPackageManager ? ['a package manager'] : [])]
      if (tools.length > 0)
        return fail(`${imageOfContainer(container)} brings ${tools.join(' and ')}.`, place)
      return notFound(container, gaps.files, 'a shell or a package manager')
    }),
  examples: {
    fail: [opened({ hasShell: true }), opened({ hasPackageManager: true })],
    pass: [opened({})],
    unknown: [unopened(), opened({ gaps: { files: 'The layer is no whole tar archive.' } })],
  },
}
