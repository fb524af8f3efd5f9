import { gunzipSync } from 'node:zlib'

import { readSmallArchive } from '../images/archive/small-archive.ts'
import type { ProblemCode } from '../model/problem.ts'

/** Helm takes no chart that is larger: `MaxDecompressedChartSize` of its loader. */
export const largestChart: number = 100 * 2 ** 20

export type OpenedChart =
  /** The files of a chart by their paths below its folder. */
  | { readonly kind: 'chart'; readonly files: ReadonlyMap<string, Buffer> }
  /** Something else is in the archive. */
  | { readonly kind: 'other'; readonly reason: string }
  | { readonly kind: 'refused'; readonly code: ProblemCode; readonly reason: string }

/** What `helm package` packed: one folder with a chart. */
export function openChart(packed: Uint8Array): OpenedChart {
  const bytes = unpack(packed)
  if ('code' in bytes) {
    if (bytes.code === 'ERR_BUFFER_TOO_LARGE') return other('archive that is larger than any chart')
    return refused(
      'unreadable',
      `The archive cannot be read: it is no gzip, or was cut short (${bytes.code}).`,
    )
  }
  const archive = readSmallArchive(bytes.content)
  const [folder] = archive.names.flatMap((path) => /^(?:\.\/)?([^/]+)\/Chart\.yaml$/.exec(path)?.[1] ?? [])
  if (folder === undefined && archive.is !== 'broken') return other('archive without a chart')
  if (archive.is !== 'read')
    return archive.is === 'broken'
      ? refused('unreadable', `The archive cannot be read: ${archive.reason}.`)
      : refused('outside-root', `The archive was not unpacked: ${archive.reason}.`)
  return { kind: 'chart', files: below(archive.files, folder ?? '') }
}

function other(reason: string): OpenedChart {
  return { kind: 'other', reason }
}

function refused(code: ProblemCode, reason: string): OpenedChart {
  return { kind: 'refused', code, reason }
}

type Content = { readonly content: Buffer } | { readonly code: string }

function unpack(packed: Uint8Array): Content {
  try {
    return { content: gunzipSync(packed, { maxOutputLength: largestChart }) }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { code: String(error.code) }
    throw error
  }
}

function below(files: ReadonlyMap<string, Buffer>, folder: string): ReadonlyMap<string, Buffer> {
  const own = [...files].filter(([path]) => path.startsWith(`${folder}/`))
  return new Map(own.map(([path, content]) => [path.slice(folder.length + 1), content]))
}
