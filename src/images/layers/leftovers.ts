/** What builds leave behind: no container needs it, and each build leaves something else. */
export interface Leftovers {
  readonly files: number
  readonly bytes: number
  /** One of them. */
  readonly example: string
}

const kinds: readonly (readonly [what: string, path: RegExp])[] = [
  ['package lists', /^var\/lib\/apt\/lists\/(?!lock$|partial\/|auxfiles\/)./],
  ['package caches', /^var\/cache\/(?:apt\/.*\.(?:deb|bin)$|(?:apk|dnf|libdnf5|yum|tdnf|zypp)\/)/],
  ['caches of pip', /(?:^|\/)\.cache\/pip\//],
  ['caches of npm', /(?:^|\/)\.npm\/_cacache\//],
  ['logs', /^var\/log\//],
  ['temporary files', /^(?:var\/)?tmp\//],
  ['compiled Python', /(?:^|\/)__pycache__\/[^/]+\.pyc$/],
]

/** What a file was left behind as; nothing for all others. */
export function leftoverOf(path: string): string | undefined {
  return kinds.find(([, pattern]) => pattern.test(path))?.[0]
}

/** Adds a file to those of its kind. */
export function addLeftover(found: Map<string, Leftovers>, path: string, size: number): void {
  const kind = size === 0 ? undefined : leftoverOf(path)
  if (kind === undefined) return
  const { files, bytes, example } = found.get(kind) ?? { files: 0, bytes: 0, example: path }
  found.set(kind, { files: files + 1, bytes: bytes + size, example })
}

/** An identity has 32 digits; images that are to have none keep an empty file, or a word (machine-id(5)). */
export function isMachineId(path: string, size: number): boolean {
  return size >= 32 && (path === 'etc/machine-id' || path === 'var/lib/dbus/machine-id')
}
