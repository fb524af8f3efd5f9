import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { opened, unopened } from '../image-examples.ts'
import { imageOfContainer, isLookedInto, judgeImage, notFound } from './opened.ts'

export const imageNotRebuilt: Control<'container'> = {
  id: 'BH-1332',
  name: 'image-not-rebuilt',
  title: 'Image was not built anew for long',
  layer: 'process',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['X.app'],
  vector: 'vulnerable-application',
  references: [],
  rationale:
    'What was fixed since the image was built is not in it, known to a database or not. A tag that nobody builds anew collects flaws until somebody needs one.',
  remediation:
    'Build the image anew without cache at fixed times and whenever its base moves; `patching.imageAge` in bulkhead.yaml says how old it may be.',
  applies: 'container',
  when: isLookedInto,
  check: (container, platform) =>
    judgeImage(container, platform, ({ built, isOld }, place) => {
      if (built === undefined)
        return notFound(container, 'the image does not tell when it was built', 'what was fixed lately')
      if (isOld)
        return fail(`${imageOfContainer(container)} was built on ${built}, and not anew since.`, place)
      return pass()
    }),
  examples: {
    fail: [opened({ built: '2026-01-05', isOld: true })],
    pass: [opened({ built: '2026-11-05', isOld: false })],
    unknown: [unopened(), opened({})],
  },
}
