import { dirname } from 'node:path'

import type { Document } from '../model/origin.ts'
import { type Problem, problemAt } from '../model/problem.ts'
import type { FoundFile } from '../sources/files/read.ts'
import { type ChartFolder, type HelmOptions, renderChart } from '../sources/helm/read.ts'
import { joinVariants, withoutUnknown } from '../sources/helm/variants.ts'
import { joinRendered, type Rendered } from '../sources/rendered.ts'
import { isPlan } from '../sources/terraform/plan/classify.ts'
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
  const terraform = files.filter(isTerraform).map(({ document }) => document)
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

function isTerraform({ kind, document: { path, text } }: FoundFile): boolean {
  return kind === 'terraform' || (/\.json$/i.test(path) && isPlan(text))
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
    const rendered = await renderRelease(chart, local, options)
    const problems = rendered.problems.map((problem) => asOfRelease(problem, local))
    parts.push({ ...rendered, problems: [...problems, ...unknownValues(local)] })
  }
  const joined = joinRendered(parts)
  return { ...joined, problems: withoutRepeats(joined.problems) }
}

/** What does not render does not render with the values of the release: that is the place to look at. */
function asOfRelease(problem: Problem, { resource, release }: LocalRelease): Problem {
  if (problem.code !== 'render-failed') return problem
  return {
    ...problem,
    message: `${resource.declared.written.labels.join('.')}: ${problem.message}`,
    location: release.location,
    remedy: remedyFor(problem),
  }
}

function remedyFor({ message, remedy }: Problem): string {
  if (message.includes('failed to parse values-'))
    return 'Correct the values of the release: they are no YAML.'
  return remedy.includes('--values') ? 'Give the release the values that the chart asks for.' : remedy
}

/** All instances of a release fail for the same reason. */
function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  const keyOf = ({ code, message, location: { file, line } }: Problem): string =>
    [code, message, file, line].join('\n')
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()]
}

/** With values that nobody knows it is rendered without them, too: what differs may be there or not. */
async function renderRelease(
  chart: ChartFolder,
  { release, unknown }: LocalRelease,
  options: HelmOptions,
): Promise<Rendered> {
  const { name = options.releaseName, namespace } = release
  const own = { ...options, values: [], releaseName: name, namespace }
  const rendered = await renderChart(chart, { ...own, release })
  if (unknown.length === 0) return rendered
  return joinVariants(rendered, await renderChart(chart, { ...own, release: withoutUnknown(release) }))
}

const mostNamed = 8

function unknownValues({ resource: { declared }, unknown }: LocalRelease): readonly Problem[] {
  if (unknown.length === 0) return []
  const named = [...new Set(unknown)]
  const more = named.length > mostNamed ? ' and others' : ''
  const values = `${named.slice(0, mostNamed).join(', ')}${more}`.slice(0, 400)
  const message = `${declared.written.labels.join('.')} gives its chart values that nobody here knows: ${values}. Where a template writes them they are unknown; what it makes only because of them is possible.`
  const at = { document: declared.document, offset: declared.written.start }
  const remedy =
    'Give the variables values, such as in terraform.tfvars, or put the plan beside the files: terraform show -json tfplan > plan.json'
  return [{ ...problemAt('unread-resource', message, at), remedy }]
}
