import type { Control } from '../control.ts'
import { fail, unknown } from '../verdict.ts'
import { flaw, opened, unopened } from '../image-examples.ts'
import { flawsInWords, imageOfContainer, isLookedInto, judgeImage, notFound } from './opened.ts'

export const imageLetsCallersIn: Control<'container'> = {
  id: 'BH-1321',
  name: 'image-lets-callers-in',
  title: 'Known flaw in the image runs the code of callers',
  layer: 'image',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['X.app'],
  vector: 'vulnerable-application',
  references: [],
  rationale:
    'By its rating the flaw needs a way to the port and nothing else: no account, no click. It stands in what the application loads, and the fix is known, so that nothing has to fail before whoever talks to the container runs code in it.',
  remediation: 'Rebuild the image with the fixed version, and name its new digest.',
  applies: 'container',
  when: isLookedInto,
  check: (container, platform) =>
    judgeImage(container, platform, ({ flaws, gaps }, place) => {
      const sure = flaws.filter(({ letsIn }) => letsIn === 'yes')
      const subject = imageOfContainer(container)
      if (sure.length > 0) return fail(`${subject} lets callers in: ${flawsInWords(sure)}.`, place)
      const perhaps = flaws.filter(({ letsIn }) => letsIn === 'perhaps')
      if (perhaps.length === 0) return notFound(container, gaps.flaws, 'a flaw that lets callers in')
      const doubt = `${subject} may let callers in, where the application runs what has a flaw`
      return unknown(`${doubt}: ${flawsInWords(perhaps)}.`, place)
    }),
  examples: {
    fail: [opened({ flaws: [flaw] }), opened({ flaws: [flaw, { ...flaw, letsIn: 'perhaps' }] })],
    pass: [opened({}), opened({ flaws: [{ ...flaw, letsIn: 'no' }] })],
    unknown: [
      unopened(),
      opened({ flaws: [{ ...flaw, letsIn: 'perhaps' }] }),
      opened({ gaps: { flaws: '3 packages were not matched.' } }),
    ],
  },
}
