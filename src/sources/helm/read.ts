import { readFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'

import { type Document, locateOffset } from '../../model/origin.ts'
import { type Problem, problemKinds, problemOf } from '../../model/problem.ts'
import { type ProgramResult, renderLimits, type RunProgram, shellWord } from '../program.ts'
import type { Release } from '../release.ts'
import { nothingRendered, type Rendered } from '../rendered.ts'
import { adviceFor, reasonOf } from './advice.ts'
import { type Chart, isSwitchedOff, missingDependencies, readChart, rootOf } from './chart.ts'
import { locatedDocument } from './locate.ts'
import { copyWithout, findObstacle, readInside, withScratch, writeTexts } from './read-folder.ts'
import { releaseArguments, valuesOfRelease } from './release-values.ts'
import { type RenderedTemplate, splitSections } from './sections.ts'
import { type FindValue, type ValuesFile, valueFinder } from './values.ts'

/** A chart on disk. */
export interface ChartFolder {
  /** Absolute path. */
  readonly folder: string
  /** `Chart.yaml` as a document; its folder is what reports print. */
  readonly manifest: Document
  /** The scanned folder that it lies in: links out of it are not followed. */
  readonly root: string
}

export interface HelmOptions {
  /** Absolute path of helm; nothing where there is none. */
  readonly helm: string | undefined
  readonly run: RunProgram
  /** Absolute paths of value files that amend the chart's own; the last one wins. */
  readonly values: readonly string[]
  /** What installs the chart, where somebody declares that: its values, its name and its namespace count. */
  readonly release?: Release
  readonly releaseName: string
  /** Of the release; `default` is assumed where nobody says. */
  readonly namespace: string | undefined
  /** Such as `1.34`: what charts ask of `.Capabilities`. */
  readonly kubernetesVersion: string
  readonly show: (path: string) => string
}

const assumedNamespace = 'default'

/** Renders a chart as `helm install` would, without network, plugins, repositories and cluster. */
export async function renderChart(chart: ChartFolder, options: HelmOptions): Promise<Rendered> {
  const described = readChart(chart.manifest.text)
  const path = chart.manifest.path
  if (described === undefined) return failed(problemOf('render-failed', 'The file names no chart.', path))
  if (described.isLibrary) {
    const reason = 'library chart: renders nothing but in the charts that depend on it'
    return { ...nothingRendered, skipped: [{ path, reason }] }
  }
  const obstacle = findObstacle(chart.folder, chart.root)
  if (obstacle !== undefined) {
    return failed(problemOf('outside-root', `The chart was not rendered: ${obstacle}`, path))
  }
  return options.helm === undefined
    ? failed(noRenderer(path, options))
    : withScratch((scratch) => renderIn(scratch, chart, { ...options, chart: described }))
}

interface Task extends HelmOptions {
  readonly chart: Chart
  readonly isDebug?: boolean
  /** Folders of dependencies that lie beside the chart, by name. */
  readonly beside?: ReadonlyMap<string, string>
}

async function renderIn(scratch: string, chart: ChartFolder, task: Task): Promise<Rendered> {
  const first = await runHelm(chart.folder, scratch, task)
  if (first.isOk) return documentsOf(first.stdout, chart, task)
  const missing = missingDependencies(first.stderr)
  if (missing.length === 0)
    return salvage(first, chart, { ...task, scratch, folder: chart.folder, absent: [] })
  const copy = copyWithout(chart, { ...task.chart, missing, scratch })
  const onCopy = { ...task, ...copy }
  const second = await runHelm(copy.folder, scratch, task)
  if (!second.isOk) return salvage(second, chart, { ...onCopy, scratch })
  const rendered = documentsOf(second.stdout, chart, onCopy)
  return { ...rendered, problems: missingProblems(copy.absent, chart, task) }
}

interface Failure extends Task {
  readonly scratch: string
  /** What helm was given: the chart's folder, or the copy of it. */
  readonly folder: string
  readonly absent: readonly string[]
}

/** With --debug helm writes what it rendered even where some of it is no YAML. */
async function salvage(
  result: Extract<ProgramResult, { isOk: false }>,
  chart: ChartFolder,
  task: Failure,
): Promise<Rendered> {
  const problem = renderFailed(result, chart, task)
  if (!/YAML parse error/.test(result.stderr)) return failed(problem)
  const { stdout } = await runHelm(task.folder, task.scratch, { ...task, isDebug: true })
  const message = problem.message.replace('cannot render the chart', 'can render only a part of the chart')
  return { ...documentsOf(stdout, chart, task), problems: [{ ...problem, message }] }
}

function runHelm(folder: string, scratch: string, task: Task): Promise<ProgramResult> {
  const at = (name: string): string => join(scratch, name)
  const closed = 'http://127.0.0.1:9'
  const texts = writeTexts(scratch, task.release?.texts ?? [])
  return task.run({
    file: task.helm ?? '',
    // No --include-crds: crds/ is read as it stands. Test hooks run on `helm test` only. A schema may name addresses,
    // which helm would fetch.
    args: [
      'template',
      '--skip-tests',
      '--skip-schema-validation',
      `--namespace=${task.namespace ?? assumedNamespace}`,
      `--kube-version=${task.kubernetesVersion}`,
      ...task.values.map((file) => `--values=${file}`),
      ...(task.release === undefined ? [] : releaseArguments(texts, task.release)),
      ...(task.isDebug === true ? ['--debug'] : []),
      '--',
      task.releaseName,
      folder,
    ],
    env: {
      HOME: scratch,
      HELM_CACHE_HOME: at('cache'),
      HELM_CONFIG_HOME: at('config'),
      HELM_DATA_HOME: at('data'),
      HELM_PLUGINS: at('plugins'),
      KUBECONFIG: at('kubeconfig'),
      HTTP_PROXY: closed,
      HTTPS_PROXY: closed,
    },
    cwd: scratch,
    ...renderLimits,
  })
}

function documentsOf(output: string, chart: ChartFolder, task: Task): Rendered {
  const templates = new Map<string, string>()
  const documents = splitSections(output).map((section) => {
    const inside = section.source.slice(section.source.indexOf('/') + 1)
    const origin = originOf(inside, chart, task)
    templates.set(origin.path, origin.text)
    for (const file of origin.values) templates.set(file.path, file.text)
    return { ...toDocument(section, origin), ...installedBy(task) }
  })
  return { documents, problems: [], skipped: [], templates }
}

/** What who installs a chart decides of each of its objects. */
function installedBy({ namespace, release }: Task): Partial<Document> {
  return {
    namespace: namespace ?? assumedNamespace,
    isNamespaceAssumed: namespace === undefined,
    ...(release?.isCertain === false ? { isPossible: true } : {}),
  }
}

interface SectionOrigin {
  /** Path of the template, or of `Chart.yaml` where the template lies packed in an archive. */
  readonly path: string
  readonly text: string
  readonly values: readonly ValuesFile[]
  readonly findValue: FindValue
}

function toDocument(section: RenderedTemplate, origin: SectionOrigin): Document {
  return locatedDocument(origin.path, section.text, origin)
}

function originOf(inside: string, chart: ChartFolder, task: Task): SectionOrigin {
  const values = valuesFor(inside, chart, task)
  const found = valueFinder(values)
  const file = fileOf(inside, chart, task)
  const text = readInside(file, chart.root)
  return text === undefined
    ? { path: chart.manifest.path, text: chart.manifest.text, values, findValue: found }
    : { path: task.show(file), text, values, findValue: found }
}

function fileOf(inside: string, chart: ChartFolder, { beside }: Task): string {
  const [, name = '', rest = ''] = /^charts\/([^/]+)\/(.*)$/.exec(inside) ?? []
  const folder = beside?.get(name)
  return folder === undefined ? resolve(chart.folder, inside) : resolve(folder, rest)
}

/** Value files for a template: those named on the command line, its parents', its own chart's. */
function valuesFor(inside: string, chart: ChartFolder, task: Task): ValuesFile[] {
  const names = [...inside.matchAll(/(?:^|\/)charts\/([^/]+)/g)].map(([, name = '']) => name)
  const files: ValuesFile[] = task.release === undefined ? [] : [...valuesOfRelease(task.release, names)]
  for (const file of task.values.toReversed()) {
    files.push({ path: task.show(file), text: readFileSync(file, 'utf8'), prefix: names })
  }
  for (let depth = 0; depth <= names.length; depth++) {
    const folder = names.slice(0, depth).map((name) => `charts/${name}/`)
    const file = fileOf(`${folder.join('')}values.yaml`, chart, task)
    const text = readInside(file, chart.root)
    if (text !== undefined) files.push({ path: task.show(file), text, prefix: names.slice(depth) })
  }
  return files
}

function failed(problem: Problem): Rendered {
  return { ...nothingRendered, problems: [problem] }
}

function noRenderer(path: string, { releaseName }: HelmOptions): Problem {
  const byHand = `helm template ${releaseName} ${shellWord(dirname(path))} > FILE`
  return {
    ...problemOf('no-renderer', 'The chart was not rendered: there is no helm on PATH.', path),
    remedy: `Install helm, or name it with --helm FILE; or render by hand, ${byHand}, and scan FILE.`,
  }
}

function renderFailed(
  result: Extract<ProgramResult, { isOk: false }>,
  chart: ChartFolder,
  { folder, absent, scratch }: Failure,
): Problem {
  const { path } = chart.manifest
  const shown = dirname(path)
  const told = result.stderr.replaceAll(`${scratch}${sep}values-`, 'values-')
  const reason = reasonOf(told, [folder, chart.folder], shown) || result.reason
  const without = absent.length === 0 ? '' : ` without ${absent.join(', ')}, which charts/ lacks`
  return {
    ...problemOf('render-failed', `helm cannot render the chart${without}: ${reason}`, path),
    remedy:
      absent.length === 0
        ? adviceFor(result.stderr, shown)
        : `Fetch what it depends on: helm dependency build ${shellWord(shown)}`,
  }
}

/** What the values switch off is not missed. */
function missingProblems(absent: readonly string[], chart: ChartFolder, task: Task): readonly Problem[] {
  const values = valuesFor('', chart, task).map(({ text }) => rootOf(text))
  const missed = task.chart.dependencies.filter(
    (dependency) => absent.includes(dependency.name) && !isSwitchedOff(dependency, values),
  )
  const [first] = missed
  if (first === undefined) return []
  const names = missed.map(({ name }) => name).join(', ')
  return [
    {
      code: 'missing-dependency',
      message: `The chart was rendered without ${names}: charts/ does not hold what Chart.yaml asks for.`,
      location: locateOffset(chart.manifest, first.start),
      remedy: `${problemKinds['missing-dependency'].remedy} helm dependency build ${shellWord(dirname(chart.manifest.path))}`,
    },
  ]
}
