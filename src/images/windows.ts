import { type WindowsBuild, windowsBuilds } from '../knowledge/windows-builds.ts'
import { type EndOfLife, nextOf } from './advisories/end-of-life.ts'
import type { OperatingSystem } from './inventory/package.ts'
import type { ImageConfig } from './open/schema.ts'

const id = 'windows'

export function isWindows({ os }: Pick<ImageConfig, 'os'>): boolean {
  return os?.toLowerCase() === id
}

/** The Windows that an image is made of: its configuration names the build (image-spec, `os.version`), and no file does. */
export function windowsOf(config: ImageConfig): OperatingSystem | undefined {
  if (!isWindows(config)) return undefined
  const version = config['os.version'] ?? ''
  const known = buildOf(version)?.name ?? 'Windows'
  const name = version === '' ? known : `${known} (${version})`
  return { id, version, name, like: [], file: 'configuration' }
}

function buildOf(version: string): WindowsBuild | undefined {
  const [, , number] = version.split('.')
  return windowsBuilds.find(({ build }) => build === number)
}

/** Nothing for another system, and for a build that the table does not know. */
export function windowsEnd(
  { id: system, version }: OperatingSystem,
  today: string | undefined,
): EndOfLife | undefined {
  const found = system === id ? buildOf(version) : undefined
  if (found === undefined) return undefined
  const { build, end } = found
  const isOver = today !== undefined && end < today
  const releases = windowsBuilds.map((each) => ({ release: each.name, until: each.end }))
  return { product: id, cycle: build, date: end, isOver, ...(isOver ? nextOf(releases, today) : {}) }
}

/** What is not known of an image of Windows, as a sentence; nothing for others. */
export function unreadOfWindows({ id: system, name }: OperatingSystem): string | undefined {
  if (system !== id) return undefined
  return `Which updates ${name} has stands in the hives of its registry, which are not read: it was not matched.`
}
