import { dirname } from 'node:path'
import { dirname as folderOf } from 'node:path/posix'

import type { ScanInput } from '../engine/scan.ts'
import { type FoundFile, type ReadOptions, readFiles, shownPath } from '../sources/files/read.ts'
import { isPartOfChart } from '../sources/helm/chart.ts'
import { type HelmOptions, renderChart } from '../sources/helm/read.ts'
import { planKustomizations } from '../sources/kustomize/plan.ts'
import { type KustomizeOptions, renderKustomization } from '../sources/kustomize/read.ts'
import { joinRendered, type Rendered } from '../sources/rendered.ts'
import { inTurns } from './programs.ts'

export interface CollectOptions extends ReadOptions {
  readonly helm: Omit<HelmOptions, 'show'>
  readonly kustomize: Pick<KustomizeOptions, 'renderer' | 'run'>
}

/** A rendering of some files, and the files that mean nothing without it. */
interface Composed extends Rendered {
  readonly isConsumed: (path: string) => boolean
}

/** Renderers run two at a time: one of them takes a core. */
const renderersAtOnce = 2

/** Reads everything that some paths hold: files as they stand, charts and kustomizations as they render. */
export async function collect(paths: readonly string[], options: CollectOptions): Promise<ScanInput> {
  const found = readFiles(paths, options)
  const charts = await renderCharts(found.files, options)
  const outsideCharts = found.files.filter(({ document }) => !charts.isConsumed(document.path))
  const kustomizations = await renderKustomizations(outsideCharts, options)
  const rendered = joinRendered([charts, kustomizations])
  const plain = outsideCharts
    .map(({ document }) => document)
    .filter(({ path }) => !kustomizations.isConsumed(path))
  return {
    documents: [...plain, ...rendered.documents],
    problems: [...found.problems, ...rendered.problems],
    skipped: [...found.skipped, ...rendered.skipped],
    templates: rendered.templates,
  }
}

async function renderCharts(files: readonly FoundFile[], { cwd, helm }: CollectOptions): Promise<Composed> {
  const charts = findCharts(files)
  const parts = await inTurns(charts, renderersAtOnce, (chart) =>
    renderChart(
      { folder: dirname(chart.absolutePath), manifest: chart.document, root: chart.root },
      { ...helm, show: (path) => shownPath(path, cwd) },
    ),
  )
  const folders = charts.map((chart) => folderOf(chart.document.path))
  const isConsumed = (path: string): boolean => folders.some((folder) => isPartOfChart(path, folder))
  const onlyForTemplates = files
    .map(({ document }) => document.path)
    .filter((path) => path.includes('/files/') && isConsumed(path))
    .map((path) => ({ path, reason: 'file of a chart: means something only to its templates' }))
  const rendered = joinRendered(parts)
  return { ...rendered, skipped: [...rendered.skipped, ...onlyForTemplates], isConsumed }
}

/** Charts that are no part of another one. */
function findCharts(files: readonly FoundFile[]): readonly FoundFile[] {
  const charts = files.filter(({ kind }) => kind === 'chart')
  const isWithin = ({ document }: FoundFile, other: FoundFile): boolean =>
    isPartOfChart(document.path, folderOf(other.document.path))
  return charts.filter((chart) => !charts.some((other) => other !== chart && isWithin(chart, other)))
}

async function renderKustomizations(
  files: readonly FoundFile[],
  { cwd, kustomize }: CollectOptions,
): Promise<Composed> {
  const { plans, parts } = planKustomizations(
    files.filter(({ kind }) => kind === 'kustomization').map(({ document }) => document),
  )
  const documents = new Map(files.map(({ document }) => [document.path, document]))
  const roots = [...new Set(files.map(({ root }) => root))]
  const consumed = new Set(parts)
  const rendered = await inTurns(plans, renderersAtOnce, async (plan) => {
    const one = await renderKustomization(plan, { ...kustomize, cwd, roots, documents })
    // What failed is read file by file: less exact, but not silent.
    if (one.documents.length > 0) for (const path of plan.resources) consumed.add(path)
    return one
  })
  return { ...joinRendered(rendered), isConsumed: (path) => consumed.has(path) }
}
