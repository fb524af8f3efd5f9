import { dirname } from 'node:path'
import { dirname as folderOf } from 'node:path/posix'

import type { ScanInput } from '../engine/scan.ts'
import { type FoundFile, type ReadOptions, readFiles, shownPath } from '../sources/files/read.ts'
import { isPartOfChart } from '../sources/helm/chart.ts'
import { type HelmOptions, renderChart } from '../sources/helm/read.ts'
import { joinRendered, type Rendered } from '../sources/rendered.ts'
import { inTurns } from './programs.ts'

export interface CollectOptions extends ReadOptions {
  readonly helm: Omit<HelmOptions, 'show'>
}

/** Renderers run two at a time: one of them takes a core. */
const renderersAtOnce = 2

/** Reads everything that some paths hold: files as they stand, charts as they render. */
export async function collect(paths: readonly string[], options: CollectOptions): Promise<ScanInput> {
  const found = readFiles(paths, options)
  const charts = findCharts(found.files)
  const rendered = await renderCharts(charts, options)
  const isRendered = (path: string): boolean =>
    charts.some((chart) => isPartOfChart(path, folderOf(chart.document.path)))
  const documents = found.files.map(({ document }) => document)
  const onlyForTemplates = documents
    .filter(({ path }) => isRendered(path) && path.includes('/files/'))
    .map(({ path }) => ({ path, reason: 'file of a chart: means something only to its templates' }))
  return {
    documents: [...documents.filter(({ path }) => !isRendered(path)), ...rendered.documents],
    problems: [...found.problems, ...rendered.problems],
    skipped: [...found.skipped, ...rendered.skipped, ...onlyForTemplates],
    templates: rendered.templates,
  }
}

/** Charts that are no part of another one. */
function findCharts(files: readonly FoundFile[]): readonly FoundFile[] {
  const charts = files.filter(({ kind }) => kind === 'chart')
  return charts.filter(
    (chart) =>
      !charts.some(
        (other) => other !== chart && isPartOfChart(chart.document.path, folderOf(other.document.path)),
      ),
  )
}

async function renderCharts(charts: readonly FoundFile[], { cwd, helm }: CollectOptions): Promise<Rendered> {
  const parts = await inTurns(charts, renderersAtOnce, (chart) =>
    renderChart(
      { folder: dirname(chart.absolutePath), manifest: chart.document, root: chart.root },
      { ...helm, show: (path) => shownPath(path, cwd) },
    ),
  )
  return joinRendered(parts)
}
