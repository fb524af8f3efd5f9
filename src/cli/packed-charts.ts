import { constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'

import { type Problem, problemOf } from '../model/problem.ts'
import { classify } from '../sources/classify.ts'
import type { FoundFile, FoundFiles } from '../sources/files/read.ts'
import type { FoundArchive } from '../sources/files/read-archives.ts'
import { decodeText } from '../sources/files/text.ts'
import { isPartOfChart } from '../sources/helm/chart.ts'
import { type OpenedChart, openChart } from './open-chart.ts'

/** What one scan unpacks of archives at most, charts or not: more is told. */
const mostBytes = 2 ** 30

/** What a scan found, charts that helm packed as if they were folders, and how a path on disk is shown. */
export interface Unpacked {
  readonly found: FoundFiles
  readonly show: (path: string) => string
}

/** Unpacks charts into a folder that is there as long as they are used. */
export async function withPackedCharts<T>(
  { found, show }: Unpacked,
  use: (unpacked: Unpacked) => Promise<T>,
): Promise<T> {
  const archives = found.archives.filter((each) => !isDependency(each, found.files))
  if (archives.length === 0) return use({ found, show })
  const scratch = mkdtempSync(join(tmpdir(), 'bulkhead-charts-'))
  try {
    return await use(unpackAll(archives, { found, show, scratch }))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Helm itself unpacks what a chart brings along. */
function isDependency({ shown }: FoundArchive, files: readonly FoundFile[]): boolean {
  return files.some(({ kind, document }) => kind === 'chart' && isPartOfChart(shown, dirname(document.path)))
}

function unpackAll(
  archives: readonly FoundArchive[],
  { found, show, scratch }: Unpacked & { readonly scratch: string },
): Unpacked {
  const files: FoundFile[] = []
  const problems: Problem[] = []
  const skipped: { path: string; reason: string }[] = []
  const room = { left: mostBytes }
  for (const [index, archive] of archives.entries()) {
    const chart = openWithin(room, archive)
    const folder = join(scratch, String(index))
    if (chart.kind === 'chart') files.push(...writeChart(chart.files, archive, folder))
    else if (chart.kind === 'other') skipped.push({ path: archive.shown, reason: chart.reason })
    else problems.push({ ...problemOf(chart.code, chart.reason, archive.shown), remedy })
  }
  return {
    found: {
      ...found,
      files: [...found.files, ...files],
      problems: [...found.problems, ...problems],
      skipped: [...found.skipped, ...skipped],
    },
    show: (path) => shownIn(relative(scratch, path), archives) ?? show(path),
  }
}

function openWithin(room: { left: number }, { absolutePath }: FoundArchive): OpenedChart {
  if (room.left <= 0) {
    const reason = `The archives come to more than ${mostBytes} bytes; whether this one holds a chart was not looked at.`
    return { kind: 'refused', code: 'too-many-files', reason }
  }
  // What was a file may be a link or a pipe by now.
  const flag = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)
  const packed = readFileSync(absolutePath, { flag })
  const { chart, cost } = openChart(packed)
  room.left -= packed.length + cost
  return chart
}

const remedy = 'Unpack it, look at what it holds, and scan the folder of the chart.'

/** Puts a chart where helm finds it; what of it defines something is read like any file. */
function writeChart(
  files: ReadonlyMap<string, Buffer>,
  { shown }: FoundArchive,
  folder: string,
): readonly FoundFile[] {
  return [...files].flatMap(([path, content]) => {
    const absolutePath = join(folder, ...path.split('/'))
    mkdirSync(dirname(absolutePath), { recursive: true })
    writeFileSync(absolutePath, content)
    const kind = classify(path)
    const decoded = decodeText(content)
    if (kind === 'other' || 'reason' in decoded) return []
    return [{ kind, document: { path: `${shown}/${path}`, text: decoded.text }, absolutePath, root: folder }]
  })
}

function shownIn(inside: string, archives: readonly FoundArchive[]): string | undefined {
  const [index = '', ...rest] = inside.split(sep)
  const archive = /^\d+$/.test(index) ? archives[Number(index)] : undefined
  return archive === undefined ? undefined : [archive.shown, ...rest].join('/')
}
