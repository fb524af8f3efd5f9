import { deadlinesOf } from '../config/deadlines.ts'
import { defaultConfig } from '../config/parse.ts'
import { makePlan, type UsedImage } from '../findings/patching/make-plan.ts'
import type { PatchPlan } from '../findings/patching/plan.ts'
import { compareText } from '../kernel/text.ts'
import { imageKeyOf } from '../model/image-facts.ts'
import { locate } from '../model/origin.ts'
import type { Platform, Trust } from '../model/platform.ts'
import { isIncomplete, type Problem } from '../model/problem.ts'
import { hiddenImages, type PlatformImage, problemsOf } from './platform-images.ts'
import type { ScanOptions } from './scan-input.ts'
import { version } from './version.ts'

export interface PatchInput {
  readonly platform: Platform
  /** The images that it names, opened. */
  readonly images: readonly PlatformImage[]
  /** What of the platform could not be read. */
  readonly problems: readonly Problem[]
}

/** What is to be done about the images of a platform, in which order and by when. */
export function planPatches(
  { platform, images, problems }: PatchInput,
  { config: { config } = defaultConfig, today }: Pick<ScanOptions, 'config'> & { readonly today: string },
): PatchPlan {
  const runners = trustByImage(platform)
  const used = images.flatMap((image) => usedImage(image, runners))
  return makePlan(used, {
    deadlinesOf: (trust) => deadlinesOf(config, trust),
    unfixed: config.patching.unfixed,
    day: today,
    version,
    problems: [...problems, ...hiddenImages(platform), ...images.flatMap(problemsOf)].sort(byPlace),
  })
}

type Runners = ReadonlyMap<string, ReadonlySet<Trust>>

/** Who runs each image. */
function trustByImage(platform: Platform): Runners {
  const runners = new Map<string, Set<Trust>>()
  for (const container of platform.all('container')) {
    const key = imageKeyOf(container)
    if (key !== undefined) runners.set(key, (runners.get(key) ?? new Set()).add(platform.trustOf(container)))
  }
  return runners
}

/** AKS renews what it deploys itself. What only Dockerfiles name ends up below images of anybody. */
function usedImage(image: PlatformImage, runners: Runners): UsedImage[] {
  if ('problem' in image) return []
  const trusts = runners.get(image.named.key) ?? new Set<Trust>(['untrusted'])
  const trust = (['untrusted', 'platform'] as const).find((each) => trusts.has(each))
  return trust === undefined ? [] : [{ report: image.report, trust, places: image.named.places.map(locate) }]
}

function byPlace(a: Problem, b: Problem): number {
  return (
    compareText(a.location.file, b.location.file) ||
    a.location.line - b.location.line ||
    compareText(a.message, b.message)
  )
}

/** 1 something is overdue · 3 a part was not read, or no image was found · 0 neither. 1 comes before 3. */
export function patchExitCode(plan: PatchPlan, allowsIncomplete: boolean): 0 | 1 | 3 {
  if (plan.steps.some(({ overdue }) => overdue > 0)) return 1
  const isIncompletePlan = plan.problems.some(isIncomplete) || isEmptyPlan(plan)
  return isIncompletePlan && !allowsIncomplete ? 3 : 0
}

export function isEmptyPlan({ steps, current, undecided }: PatchPlan): boolean {
  return steps.length + current.length + undecided.length === 0
}
