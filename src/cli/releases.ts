import { dirname } from 'node:path'

import type { Document } from '../model/origin.ts'
import { type Problem, problemAt } from '../model/problem.ts'
import type { FoundFile } from '../sources/files/read.ts'
import { type HelmOptions, renderChart } from '../sources/helm/read.ts'
import { joinRendered, type Rendered } from '../sources/rendered.ts'
import { type LocalRelease, localReleases } from '../sources/terraform/releases.ts'

/** Who installs which chart. */
export interface Releases {
  readonly of: (chart: FoundFile) => readonly LocalRelease[]
  /** A file of Terraform with what of it is rendered. */
  readonly mark: (document: Document) => Document
}

/** The charts that files of Terraform install. */
export function findReleases(files: readonly FoundFile[], charts: readonly FoundFile[]): Releases {
  const byPath = new Map(files.map(({ document }) => [document.path, document]))
  const terraform = files.filter(({ kind }) => kind === 'terraform').map(({ document }) => document)
  const known = new Set(charts.map(({ document }) => document))
  const releases = localReleases(terraform, (path) => byPath.get(path)).filter(({ chart }) =>
    known.has(chart),
  )
  const byChart = Map.groupBy(releases, ({ chart }) => chart)
  const byDocument = Map.groupBy(releases, ({ resource }) => resource.declared.document)
  return {
    of: ({ document }) => byChart.get(document) ?? [],
    mark: (document) => {
      const own = byDocument.get(document)
      if (own === undefined) return document
      return { ...document, rendered: new Set(own.map(({ resource }) => resource.declared.written.start)) }
    },
  }
}

/** Renders a chart once for each release of it; without any with its own values. */
export async function renderInstalled(
  { absolutePath, document, root }: FoundFile,
  releases: readonly LocalRelease[],
  options: HelmOptions,
): Promise<Rendered> {
  const chart = { folder: dirname(absolutePath), manifest: document, root }
  if (releases.length === 0) return renderChart(chart, options)
  const parts: Rendered[] = []
  for (const local of releases) {
    const { release } = local
    const rendered = await renderChart(chart, {
      ...options,
      values: [],
      release,
      releaseName: release.name ?? options.releaseName,
      namespace: release.namespace,
    })
    parts.push({ ...rendered, problems: [...rendered.problems, ...unknownValues(local)] })
  }
  return joinRendered(parts)
}

const mostNamed = 8

/** What a template makes of a value that nobody knows is known only where it does no more than write it. */
function unknownValues({ resource: { declared }, unknown }: LocalRelease): readonly Problem[] {
  if (unknown.length === 0) return []
  const named = [...new Set(unknown)]
  const more = named.length > mostNamed ? ' and others' : ''
  const values = `${named.slice(0, mostNamed).join(', ')}${more}`.slice(0, 400)
  const message = `${declared.written.labels.join('.')} gives its chart values that nobody here knows: ${values}. Where a template writes them they are unknown; where it asks about them they were taken for set.`
  const at = { document: declared.document, offset: declared.written.start }
  const remedy =
    'Give the variables values, such as in terraform.tfvars, or put the plan beside the files: terraform show -json tfplan > plan.json'
  return [{ ...problemAt('unread-resource', message, at), remedy }]
}
