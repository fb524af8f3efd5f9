import type { NextRelease } from '../../images/advisories/end-of-life.ts'
import type { Fix } from '../../images/fixes.ts'
import type { Location } from '../../model/origin.ts'
import type { Trust } from '../../model/platform.ts'
import type { Problem } from '../../model/problem.ts'
import type { StepDeadline } from './due.ts'
import type { UnfixedPackage } from './unfixed.ts'

/** What to build anew or to renew in which order, and by when. */
export interface PatchPlan {
  /** Version of this shape; raised when a field changes its meaning or goes. */
  readonly schema: 1
  readonly tool: { readonly name: 'bulkhead'; readonly version: string }
  /** The ISO date on which deadlines are judged. */
  readonly day: string
  /** A base stands before what is built on it; what is due first stands first. */
  readonly steps: readonly PatchStep[]
  /** Images for which there is nothing to do: what they have, if anything, can wait until it has a fix. */
  readonly current: readonly string[]
  /** Images in which nothing was found to do, of which a part was not read or matched. */
  readonly undecided: readonly string[]
  /** What could not be opened, read or matched: it may need anything. */
  readonly problems: readonly Problem[]
}

/** A release of a distribution, and which one to move to. */
export interface EndedRelease {
  /** As endoflife.date calls it. */
  readonly product: string
  readonly release: string
  /** The one that gets fixes longest; nothing where no day is known. */
  readonly next?: NextRelease
}

export interface PatchStep {
  /** As the platform names it. */
  readonly image: string
  /** Other names of the same image. */
  readonly alsoNamed: readonly string[]
  /**
   * `rebuild` an image of one's own; `renew`: take a newer version of one that somebody else publishes; `mitigate` what is
   * exploited or critical where neither helps.
   */
  readonly action: 'rebuild' | 'renew' | 'mitigate'
  /** Somebody else makes it: it is taken as it is, or not. */
  readonly isPublished: boolean
  /** Of the least trusted code that runs it. */
  readonly trust: Trust
  /** The image of the platform that it is built on, of those that are to be patched themselves. */
  readonly base?: string
  /** What a build without cache takes away: the distribution has it fixed. */
  readonly rebuilds: readonly Fix[]
  /** Packages of languages to raise before that. */
  readonly upgrades: readonly Fix[]
  /** Why else it is to be built anew. */
  readonly reasons: readonly string[]
  /** What to put right of its order while one builds it: what keeps one build from being as the next, or makes it large. */
  readonly order: readonly string[]
  /** What is exploited or critical and has no fix: it stays whatever is built. */
  readonly unfixed: readonly UnfixedPackage[]
  /** Its distribution gets no fixes any more. */
  readonly ended?: EndedRelease
  /** What the step takes away. */
  readonly vulnerabilities: readonly string[]
  readonly exploited: readonly string[]
  /** How many of them come with the base, and go when that is patched first. */
  readonly withBase: number
  /** The flaw that has to be gone first; nothing where no day is asked. */
  readonly due?: StepDeadline
  /** How many of them should be gone already. */
  readonly overdue: number
  /** Flaws of which nobody tells since when they are known: they count as overdue. */
  readonly undated: readonly string[]
  /** Where the platform names it. */
  readonly places: readonly Location[]
}
