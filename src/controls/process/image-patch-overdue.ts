import { compareText } from '../../kernel/text.ts'
import type { Container } from '../../model/pod.ts'
import type { ImageFlaw } from '../../model/image-facts.ts'
import type { Origin } from '../../model/origin.ts'
import { deadlineOf } from '../../model/patch-deadline.ts'
import type { Platform } from '../../model/platform.ts'
import type { Control } from '../control.ts'
import { flaw, opened, unopened } from '../image-examples.ts'
import { flawsInWords, imageOfContainer, isLookedInto, judgeImage, notFound } from '../image/opened.ts'
import { fail, unknown, type Verdict } from '../verdict.ts'

const published = { day: '2026-11-01', by: 'published' } as const

export const imagePatchOverdue: Control<'container'> = {
  id: 'BH-1351',
  name: 'image-patch-overdue',
  title: 'Image has flaws that should be gone by now',
  layer: 'process',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['R.patch'],
  vector: 'vulnerable-application',
  references: [],
  rationale:
    'Who writes exploits starts with the fix: it shows the flaw. A deadline after which nobody acts is none, and the longer a known flaw stays the surer somebody in the container uses it.',
  remediation:
    'Rebuild or renew the image: `bulkhead patch` tells which images first, and what each step takes away. Where that has to wait, waive it with a reason and a last day; `patching` in bulkhead.yaml sets other days.',
  applies: 'container',
  when: isLookedInto,
  check: (container, platform) =>
    judgeImage(container, platform, ({ flaws, gaps }, place) => {
      const fixable = flaws.filter(
        ({ fixed, isInert, severity }) => fixed !== undefined && isInert !== true && severity !== 'info',
      )
      return (
        judgeFlaws(fixable, { container, platform, place }) ??
        notFound(container, gaps.flaws, 'a flaw that is overdue')
      )
    }),
  examples: {
    today: '2026-12-01',
    fail: [
      opened({ flaws: [{ ...flaw, fixKnown: published }] }),
      opened({ flaws: [{ ...flaw, severity: 'low', fixKnown: published, exploitedSince: '2026-11-10' }] }),
    ],
    pass: [
      opened({ flaws: [] }),
      opened({ flaws: [{ ...flaw, fixKnown: { day: '2026-11-20', by: 'published' } }] }),
      opened({ flaws: [{ ...flaw, fixed: undefined }] }),
      opened({ flaws: [{ ...flaw, fixKnown: published, isInert: true }] }),
    ],
    unknown: [
      unopened(),
      opened({ flaws: [flaw] }),
      opened({ gaps: { flaws: '3 packages were not matched.' } }),
    ],
  },
}

interface Asked {
  readonly container: Container
  readonly platform: Platform
  readonly place: Origin
}

/** Nothing where none is overdue, and none may be. */
function judgeFlaws(flaws: readonly ImageFlaw[], { container, platform, place }: Asked): Verdict | undefined {
  const deadlines = platform.deadlinesOf(platform.trustOf(container))
  const dues = flaws.map((each) => ({ flaw: each, day: deadlineOf(each, deadlines)?.day }))
  const late = dues.filter(
    ({ day }) => day !== undefined && platform.today !== undefined && day < platform.today,
  )
  const [first] = late.flatMap(({ day }) => day ?? []).sort(compareText)
  const subject = imageOfContainer(container)
  if (first !== undefined)
    return fail(
      `${subject} should have been patched by ${first}: ${flawsInWords(late.map((each) => each.flaw))}.`,
      place,
    )
  const open = dues.filter(({ day }) => day === undefined || platform.today === undefined)
  if (open.length === 0) return undefined
  const what = flawsInWords(open.map((each) => each.flaw))
  return unknown(`${subject} may be overdue: nobody tells since when this can be fixed: ${what}.`, place)
}
