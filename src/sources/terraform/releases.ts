import { child, itemsOf, type Node, placeOf } from '../../kernel/tree.ts'
import { parseYaml } from '../../kernel/yaml.ts'
import { type Document, type Location, locateOffset } from '../../model/origin.ts'
import type { FindDocument } from '../parsed.ts'
import type { GivenText, GivenValue, Release } from '../release.ts'
import { asText, isNull, knownText, placeholder, type Value } from '../../values/value.ts'
import { applyDocuments } from './apply-documents.ts'
import { type Applied, givenTo } from './configuration.ts'
import { placer } from './kubernetes/manifest-text.ts'
import type { ResourceInstance } from './module.ts'

/** A `helm_release` of a chart that lies beside the files. */
export interface LocalRelease {
  readonly resource: ResourceInstance
  readonly chart: Document
  readonly release: Release
  /** Paths of values that it gives and nobody knows. */
  readonly unknown: readonly string[]
}

/** More of them are not rendered: each takes a run of helm. */
const mostReleases = 200

/**
 * The releases of charts at hand of which all values can be told, or at least which ones they are: all instances of a
 * block, or none.
 */
export function localReleases(documents: readonly Document[], find: FindDocument): readonly LocalRelease[] {
  if (!documents.some(({ text }) => text.includes('helm_release'))) return []
  const read = applyDocuments(documents, find).applied.flatMap((applied) =>
    applied.resources
      .filter(({ type }) => type === 'helm_release')
      .map((resource) => ({ block: resource.declared, release: readRelease(resource, applied) })),
  )
  const releases: LocalRelease[] = []
  for (const instances of Map.groupBy(read, ({ block }) => block).values()) {
    const own = instances.flatMap(({ release }) => release ?? [])
    const isWhole = own.length === instances.length && releases.length + own.length <= mostReleases
    if (isWhole) releases.push(...own)
  }
  return releases
}

/** Its chart stands among the documents as it is installed. */
export function isRendered({ declared: { document, written } }: ResourceInstance): boolean {
  return document.rendered?.has(written.start) === true
}

function readRelease(resource: ResourceInstance, applied: Applied): LocalRelease | undefined {
  const given = givenTo(resource, applied)
  const chart = chartOf(resource, given)
  if (chart === undefined) return undefined
  const locate = locator(resource.declared.document)
  const texts = textsOf(child(given, 'values'), resource.declared.document)
  const sets = setsOf(given, locate)
  if (texts === undefined || sets === undefined) return undefined
  const release = {
    name: asText(child(given, 'name')),
    namespace: namespaceOf(child(given, 'namespace')),
    texts,
    sets: sets.map(({ set }) => set),
    location: locate(resource.declared.written),
    isCertain: resource.instance.isCertain && resource.module.options.isCertain,
  }
  const inSets = sets.filter(({ isKnown }) => !isKnown).map(({ set }) => set.name)
  return { resource, chart, release, unknown: [...texts.flatMap(({ text }) => gapsIn(text)), ...inSets] }
}

/** Where charts come from: hashicorp/terraform-provider-helm, resolveChartName. */
export function chartPath(given: Value): string | undefined {
  const [repository, chart] = [child(given, 'repository'), asText(child(given, 'chart'))]
  if (repository === undefined || isNull(repository) || asText(repository) === '') return chart
  const from = asText(repository)
  if (from === undefined || /^\/|:\/\//.test(from)) return undefined
  return chart?.includes('/') === true ? chart : `${from}/${chart ?? ''}`
}

function chartOf({ module }: ResourceInstance, given: Value): Document | undefined {
  const path = chartPath(given)
  return path === undefined ? undefined : module.options.configuration.findFile(`${path}/Chart.yaml`)
}

/** The provider installs into `default` where nothing is said. */
function namespaceOf(given: Value | undefined): string | undefined {
  return given === undefined || isNull(given) ? 'default' : asText(given)
}

type Locate = (node: Pick<Node, 'start' | 'document'>) => Location

function locator(own: Document): Locate {
  return ({ start, document = own }) => locateOffset(document, start)
}

/** Nothing where one of them may say anything. */
function textsOf(values: Value | undefined, own: Document): readonly GivenText[] | undefined {
  if (values === undefined || isNull(values)) return []
  if (values.kind !== 'list') return undefined
  const texts = values.items.filter((item) => !isNull(item)).map((item) => textOf(item, own))
  return texts.every((each) => each !== undefined) ? texts : undefined
}

function textOf(item: Value, own: Document): GivenText | undefined {
  const text = knownText(item)
  if (text === undefined) return undefined
  const place = placer(text, placeOf(item), item.document ?? own)
  return { text, locate: (offset) => locator(own)(place(offset)) }
}

interface KnownSet {
  readonly set: GivenValue
  readonly isKnown: boolean
}

/** Blocks until version 2 of the provider, lists of objects since. */
export const setArguments = ['set', 'set_list', 'set_sensitive', 'set_wo'] as const

function setsOf(given: Value, locate: Locate): readonly KnownSet[] | undefined {
  const all = setArguments.map((name) => child(given, name))
  if (all.some((each) => each?.kind === 'hidden')) return undefined
  const sets = all.flatMap(itemsOf).map((item) => readSet(item, locate))
  return sets.every((each) => each !== undefined) ? sets : undefined
}

function readSet(item: Node, locate: Locate): KnownSet | undefined {
  const name = asText(child(item, 'name'))
  const value = child(item, 'value')
  if (name === undefined) return undefined
  const text = value === undefined || isNull(value) ? '' : setText(value)
  const flag = text === undefined ? 'set-literal' : flagOf(asText(child(item, 'type')))
  const set: GivenValue = { flag, name, value: text ?? placeholder, location: locate(item) }
  return isWritable(set) ? { set, isKnown: text !== undefined } : undefined
}

function flagOf(type: string | undefined): GivenValue['flag'] {
  return type === 'string' || type === 'literal' ? (`set-${type}` as const) : 'set'
}

/** A list as `--set` takes it. */
function setText(value: Value): string | undefined {
  if (value.kind !== 'list') return asText(value)
  const texts = value.items.map(asText)
  return texts.includes(undefined) ? undefined : `{${texts.join(',')}}`
}

/** Longer words and zeros no program takes. */
const longestWord = 100_000

function isWritable({ name, value }: GivenValue): boolean {
  return name.length + value.length < longestWord && !`${name}${value}`.includes('\0')
}

/** Paths of the values that are not known. */
function gapsIn(text: string): readonly string[] {
  if (!text.includes(placeholder)) return []
  return parseYaml(text).flatMap((read) => (read.kind === 'error' ? [] : pathsOfGaps(read.root, '')))
}

function pathsOfGaps(node: Node, path: string): readonly string[] {
  if (node.kind === 'list') return node.items.flatMap((item, index) => pathsOfGaps(item, `${path}[${index}]`))
  if (node.kind === 'map')
    return [...node.entries].flatMap(([key, { value }]) =>
      pathsOfGaps(value, path === '' ? key : `${path}.${key}`),
    )
  return asText(node)?.includes(placeholder) === true ? [path] : []
}
