/** Longest path that Linux takes. */
const maxPathLength = 4096

/**
 * Where a member of an archive lands below its root, `usr/bin/env`; the root itself is the empty text. Nothing for what
 * leads out of the root: runtimes refuse such an archive, or clamp the path.
 */
export function memberPath(path: string): string | undefined {
  if (path.length > maxPathLength || path.includes('\0')) return undefined
  if (isPlain(path)) return path
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.join('/')
}

/** Nearly every path is: layers hold millions. */
function isPlain(path: string): boolean {
  return path !== '' && !/^\/|\/$|\/\/|(?:^|\/)\.\.?(?:\/|$)/.test(path)
}

/** Where a symbolic link at a path leads, within the root as the kernel sees it in a container. */
export function linkTarget(path: string, target: string): string {
  const parts = target.startsWith('/') ? [] : path.split('/').slice(0, -1)
  for (const part of target.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

export function folderOf(path: string): string {
  const at = path.lastIndexOf('/')
  return at === -1 ? '' : path.slice(0, at)
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

const whiteoutPrefix = '.wh.'
const opaqueName = '.wh..wh..opq'

/** What a member of a layer takes away from the layers below (OCI image-spec, layer.md, Whiteouts). */
export type Whiteout =
  | { readonly kind: 'path'; readonly path: string }
  /** Everything below a folder. */
  | { readonly kind: 'opaque'; readonly path: string }
  /** Leftovers of AUFS, which say nothing. */
  | { readonly kind: 'none' }

/** Nothing for a member that takes nothing away. */
export function whiteoutOf(path: string): Whiteout | undefined {
  const name = nameOf(path)
  if (!name.startsWith(whiteoutPrefix)) return undefined
  const folder = folderOf(path)
  if (name === opaqueName) return { kind: 'opaque', path: folder }
  const hidden = name.slice(whiteoutPrefix.length)
  if (hidden === '' || hidden.startsWith(whiteoutPrefix)) return { kind: 'none' }
  return { kind: 'path', path: folder === '' ? hidden : `${folder}/${hidden}` }
}
