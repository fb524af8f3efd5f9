import { child, descend, itemsOf, type Node, plainOf, textOf } from '../../kernel/tree.ts'
import { parseYaml } from '../../kernel/yaml.ts'

/** What `Chart.yaml` says that rendering depends on (helm.sh/docs/topics/charts). */
export interface Chart {
  readonly name: string
  /** A library chart renders nothing by itself. */
  readonly isLibrary: boolean
  readonly dependencies: readonly Dependency[]
}

export interface Dependency {
  readonly name: string
  /** The name that values and templates call it by. */
  readonly alias: string
  readonly repository: string
  /** Paths of values of which the first that is true or false switches the dependency. */
  readonly conditions: readonly (readonly string[])[]
  /** Where its item stands in `Chart.yaml`. */
  readonly start: number
}

/** Nothing where the text is no chart. */
export function readChart(text: string): Chart | undefined {
  const root = rootOf(text)
  const name = textOf(child(root, 'name'))
  if (name === undefined) return undefined
  return {
    name,
    isLibrary: textOf(child(root, 'type')) === 'library',
    dependencies: itemsOf(child(root, 'dependencies')).map(readDependency),
  }
}

/** The tree of the first document. */
export function rootOf(text: string): Node | undefined {
  const [document] = parseYaml(text)
  return document?.kind === 'tree' ? document.root : undefined
}

function readDependency(node: Node): Dependency {
  const name = textOf(child(node, 'name')) ?? ''
  return {
    name,
    alias: textOf(child(node, 'alias')) ?? name,
    repository: textOf(child(node, 'repository')) ?? '',
    conditions: (textOf(child(node, 'condition')) ?? '').split(',').map((path) => path.trim().split('.')),
    start: node.start,
  }
}

/** Helm's own words for dependencies that nobody fetched (helm pkg/action, CheckDependencies). */
export function missingDependencies(stderr: string): readonly string[] {
  const match = /found in Chart\.yaml, but missing in charts\/ directory: ([^\n]+)/.exec(stderr)
  return match?.[1]?.split(',').map((name) => name.trim()) ?? []
}

/** True where the values switch a dependency off (helm pkg/chart/v2/util, processDependencyConditions). */
export function isSwitchedOff({ conditions }: Dependency, values: readonly (Node | undefined)[]): boolean {
  for (const path of conditions) {
    for (const root of values) {
      const node = descend(root, ...path)
      if (node?.kind === 'scalar' && typeof node.value === 'boolean') return !node.value
    }
  }
  return false
}

/** `Chart.yaml` without some dependencies, as JSON, which is YAML: for a copy that renders without them. */
export function withoutDependencies(chartText: string, missing: readonly string[]): string {
  const root = rootOf(chartText)
  const dependencies = itemsOf(child(root, 'dependencies'))
    .filter((item) => !missing.includes(textOf(child(item, 'name')) ?? ''))
    .map(plainOf)
  return JSON.stringify({ ...(plainOf(root) as object), dependencies })
}

/** Files of a chart, relative to its folder, that mean something only in its rendering; `crds/` is applied as it is. */
const chartParts: readonly RegExp[] = [
  /^templates\//,
  /^charts\/(?![^/]+\/crds\/)/,
  /^chart\.(?:ya?ml|lock)$/i,
  /^requirements\.(?:yaml|lock)$/,
  /(?:^|[._-])values(?:[._-].{0,255})?\.(?:ya?ml|json)$/i,
  /^files\//,
  /^ci\/.*values[^/]{0,255}\.ya?ml$/i,
]

export function isPartOfChart(path: string, chartFolder: string): boolean {
  const prefix = chartFolder === '.' ? '' : `${chartFolder}/`
  return path.startsWith(prefix) && chartParts.some((part) => part.test(path.slice(prefix.length)))
}
