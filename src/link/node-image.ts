import type { NodeSystem } from '../knowledge/node-images.ts'

/** A node image of AKS, read from a name such as `AKSUbuntu-2204gen2containerd-202511.07.0`. */
export interface NodeImage {
  readonly system: NodeSystem | 'other'
  /** The day that stands in its name. */
  readonly date: string
  /** Which of that day’s images it is. */
  readonly revision: number
}

type Build = Pick<NodeImage, 'date' | 'revision'>

/** Nothing where the name is none of a node image. */
export function parseNodeImage(name: string): NodeImage | undefined {
  const match = /^AKS([A-Za-z]{1,40}-\S{1,80}?)-([0-9.]{1,40})$/.exec(name)
  const build = parseBuild(match?.[2] ?? '')
  return match === null || build === undefined ? undefined : { system: systemOf(match[1] ?? ''), ...build }
}

const systems: readonly (readonly [RegExp, NodeSystem])[] = [
  [/^ubuntu/i, 'ubuntu'],
  [/^(?:cbl)?mariner|^azurelinux-v2/i, 'mariner'],
  [/^azurelinux/i, 'azure-linux'],
  [/^windows/i, 'windows'],
]

function systemOf(rest: string): NodeImage['system'] {
  return systems.find(([pattern]) => pattern.test(rest))?.[1] ?? 'other'
}

/** `202511.07.0` of Linux, `20348.3091.250117` of Windows, whose last part is the day. */
export function parseBuild(text: string): Build | undefined {
  const linux = /^(20\d\d)(\d\d)\.(\d\d)\.(\d{1,4})$/.exec(text)
  if (linux !== null) return buildOf(linux[1], linux[2], linux[3], linux[4])
  const windows = /^\d{5}\.\d{1,6}\.(\d\d)(\d\d)(\d\d)$/.exec(text)
  return windows === null ? undefined : buildOf(`20${windows[1]}`, windows[2], windows[3], '0')
}

function buildOf(...[year = '', month = '', day = '', revision = '']: (string | undefined)[]): Build {
  return { date: `${year}-${month}-${day}`, revision: Number(revision) }
}

export function isBefore(one: Build, other: Build): boolean {
  return one.date < other.date || (one.date === other.date && one.revision < other.revision)
}
