import { basename, dirname as folderOf } from 'node:path/posix'

import type { Skipped } from '../findings/report.ts'
import type { Document } from '../model/origin.ts'
import { type FoundFile, shownPath } from '../sources/files/read.ts'
import { isPartOfChart } from '../sources/helm/chart.ts'
import type { HelmOptions } from '../sources/helm/read.ts'
import { joinRendered, nothingRendered, type Rendered } from '../sources/rendered.ts'
import { type Composed, renderersAtOnce } from './composed.ts'
import { inTurns } from '../kernel/in-turns.ts'
import { findReleases, renderInstalled } from './releases.ts'

/** Charts as they render, and files of Terraform with what of them was rendered. */
export interface ComposedCharts extends Composed {
  readonly mark: (document: Document) => Document
}

export interface ChartOptions {
  readonly cwd: string
  readonly helm: Omit<HelmOptions, 'show'>
  /** How reports print a path on disk. */
  readonly show: (path: string) => string
}

/** Renders every chart: as Terraform installs it, else with the values that it and the command line give. */
export async function renderCharts(
  files: readonly FoundFile[],
  { cwd, helm, show }: ChartOptions,
): Promise<ComposedCharts> {
  const charts = findCharts(files)
  const releases = findReleases(files, charts)
  const options = { ...helm, show }
  const parts = await inTurns(charts, renderersAtOnce, (chart) =>
    renderInstalled(chart, releases.of(chart), options),
  )
  const folders = charts.map((chart) => folderOf(chart.document.path))
  const isConsumed = (path: string): boolean => folders.some((folder) => isPartOfChart(path, folder))
  const given = new Set(helm.values.map((path) => shownPath(path, cwd)))
  const silent = charts.flatMap((chart, index) =>
    silentTemplates(chart, files, parts[index] ?? nothingRendered),
  )
  const unused = files
    .map(({ document: { path } }) => ({ path, reason: given.has(path) ? undefined : reasonUnused(path) }))
    .filter((each) => isConsumed(each.path))
  const rendered = joinRendered(parts)
  const units = charts.map((chart, index) => {
    const folder = folders[index] ?? '.'
    const installers = new Set(releases.of(chart).map(({ release }) => release.location.file))
    // The folder of a chart that is packed is a file.
    return (path: string) =>
      folder === '.' || path === folder || path.startsWith(`${folder}/`) || installers.has(path)
  })
  return {
    ...rendered,
    skipped: [...rendered.skipped, ...unused.filter(hasReason), ...silent],
    isConsumed,
    units,
    mark: releases.mark,
  }
}

/** Why a file of a chart tells nothing by itself and is no part of what was rendered, either. */
function reasonUnused(path: string): string | undefined {
  if (path.includes('/files/')) return 'file of a chart: means something only to its templates'
  const isOtherValues =
    /values/i.test(basename(path)) && !/^values\.(?:ya?ml|schema\.json)$/.test(basename(path))
  return isOtherValues && !path.includes('/templates/')
    ? 'other values of a chart; --values renders it with them'
    : undefined
}

function hasReason(skipped: { path: string; reason: string | undefined }): skipped is Skipped {
  return skipped.reason !== undefined
}

/** Templates that values switch off: what they would define is judged by nobody. */
function silentTemplates(chart: FoundFile, files: readonly FoundFile[], rendered: Rendered): Skipped[] {
  if (rendered.problems.length > 0 || rendered.skipped.length > 0) return []
  const heard = new Set(rendered.documents.map(({ path }) => path))
  const folder = folderOf(chart.document.path)
  return files
    .map(({ document: { path } }) => path)
    .filter((path) => isPartOfChart(path, folder) && path.includes('/templates/') && !heard.has(path))
    .map((path) => ({ path, reason: 'template of a chart that renders to nothing with these values' }))
}

/** Charts that are no part of another one. */
function findCharts(files: readonly FoundFile[]): readonly FoundFile[] {
  const charts = files.filter(({ kind }) => kind === 'chart')
  const isWithin = ({ document }: FoundFile, other: FoundFile): boolean =>
    isPartOfChart(document.path, folderOf(other.document.path))
  return charts.filter((chart) => !charts.some((other) => other !== chart && isWithin(chart, other)))
}
