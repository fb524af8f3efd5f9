import type { BaseImage } from '../base.ts'
import type { Weakness } from '../hardening.ts'
import type { Layer } from '../layers/layer.ts'
import type { ImageConfig } from '../open/schema.ts'
import { buildDay } from '../upkeep.ts'

/** Whether the same sources make the same image again, as far as the image shows. */
export interface Repeatability {
  readonly verdict: 'pass' | 'fail' | 'unknown'
  readonly message: string
}

/** Weaknesses that make one build differ from the next. */
const differing: ReadonlyMap<Weakness['name'], string> = new Map([
  ['packages-unpinned', 'it installs packages without a version'],
  ['packages-upgraded', 'it upgrades the packages of its base'],
  ['left-by-build', 'it holds what builds leave behind'],
])

export interface Built {
  readonly config: ImageConfig
  readonly layers: readonly Layer[]
  readonly base: BaseImage | undefined
  readonly disorder: readonly Weakness[]
}

/** Judges what is the image's own: its base was built by others. */
export function judgeRepeatability({ config, layers, base, disorder }: Built): Repeatability {
  const own = layers.slice(base?.layers ?? 0)
  const reasons = [
    ...stampedBy(config),
    ...newerThan(config, own),
    ...disorder.flatMap(({ name }) => differing.get(name) ?? []),
  ]
  if (reasons.length > 0) return { verdict: 'fail', message: sentence(reasons) }
  const untold = own.filter(({ createdBy }) => createdBy === undefined)
  if (untold.length > 0)
    return { verdict: 'unknown', message: 'The image does not tell which instructions made its layers.' }
  return { verdict: 'pass', message: 'Nothing of it shows the day of its build.' }
}

function sentence(reasons: readonly string[]): string {
  const text = reasons.join('; ')
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
}

/** Clocks tell parts of a second; times that a build was given do not (reproducible-builds.org, SOURCE_DATE_EPOCH). */
function stampedBy({ created }: ImageConfig): string[] {
  const [, parts = ''] = /T[\d:]{8}\.(\d+)/.exec(created ?? '') ?? []
  const isStamped = buildDay(created) !== undefined && /[1-9]/.test(parts)
  return isStamped ? ['it is stamped with the moment of its build'] : []
}

/** A build that was given a time sets it for its files, too; where it did not, they tell when they were made. */
function newerThan({ created }: ImageConfig, own: readonly Layer[]): string[] {
  if (stampedBy({ created, rootfs: { diff_ids: [] } }).length > 0) return []
  const stated = Date.parse(created ?? '') / 1000
  const newer = own.find(({ content }) => content.newest > stated)
  return newer === undefined ? [] : [`files of layer ${newer.index} are newer than the image says to be`]
}
