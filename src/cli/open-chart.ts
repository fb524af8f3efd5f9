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

interface Costly {
  readonly chart: OpenedChart
  /** How many bytes were unpacked at most to tell. */
  readonly cost: number
}

/** No gzip comes to more than that many times its size. */
const widest = 1032

/** What `helm package` packed: one folder with a chart. */
export function openChart(packed: Uint8Array): Costly {
  const bytes = unpack(packed)
  if (!('code' in bytes)) return { chart: chartIn(bytes.content), cost: bytes.content.length }
  const cost = Math.min(packed.length * widest, largestChart)
  if (bytes.code === 'ERR_BUFFER_TOO_LARGE')
    return { chart: other('archive that is larger than any chart'), cost }
  const reason = `The archive cannot be read: it is no gzip, or was cut short (${bytes.code}).`
  return { chart: refused('unreadable', reason), cost }
}

function chartIn(content: Buffer): OpenedChart {
  const archive = readSmallArchive(content)
  const folder = archive.names.map((path) => /^([^/]+)\/Chart\.yaml$/.exec(path)?.[1]).find(Boolean)
  if (folder === undefined && archive.is !== 'broken') return other('archive without a chart')
  if (archive.is === 'read') return below(archive.files, folder ?? '')
  return archive.is === 'broken'
    ? refused('unreadable', `The archive cannot be read: ${archive.reason}.`)
    : refused('outside-root', `The archive was not unpacked: ${archive.reason}.`)
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

/** Helm takes the first folder off every path, whatever it is called: what stands in another one would be of the chart, too. */
function below(files: ReadonlyMap<string, Buffer>, folder: string): OpenedChart {
  const inside = [...files].filter(([path]) => path.includes('/'))
  const elsewhere = inside.find(([path]) => !path.startsWith(`${folder}/`))
  if (elsewhere !== undefined) {
    const where = JSON.stringify(elsewhere[0].slice(0, 200))
    return refused(
      'unreadable',
      `The archive has more folders than that of its chart: it holds ${where}, too.`,
    )
  }
  const own = inside.map(([path, content]) => [path.slice(folder.length + 1), content] as const)
  return { kind: 'chart', files: new Map(own) }
}
