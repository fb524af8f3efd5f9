import type { BreachGraph, GraphBarrier, GraphPosition, GraphStep } from '../findings/breach-graph.ts'
import { stepState, sureDomains } from '../findings/occurrence.ts'
import type { Report } from '../findings/report.ts'
import { nameToken } from './name-token.ts'
import { xmlText } from './xml.ts'

type Value = string | number | boolean | undefined

/** What a node or an edge carries, by the name under which graph tools show it. */
interface Attribute<T> {
  readonly type: 'string' | 'int' | 'boolean'
  readonly of: (item: T, names: Names) => Value
}

interface Names {
  readonly barriers: ReadonlyMap<string, GraphBarrier>
  readonly titles: ReadonlyMap<string, string>
  /** Labels of the barriers that fall where a position is held. */
  readonly fallen: ReadonlyMap<string, readonly string[]>
}

const nodeAttributes: Readonly<Record<string, Attribute<GraphPosition>>> = {
  id: { type: 'string', of: ({ id }) => id },
  label: { type: 'string', of: ({ label }) => label },
  kind: { type: 'string', of: ({ kind }) => kind },
  tenant: { type: 'string', of: ({ tenant }) => tenant },
  namespace: { type: 'string', of: ({ namespace }) => namespace },
  isFoothold: { type: 'boolean', of: ({ isFoothold }) => isFoothold },
  undermines: { type: 'string', of: ({ id }, { fallen }) => fallen.get(id)?.join('; ') },
  place: { type: 'string', of: placeOf },
}

const edgeAttributes: Readonly<Record<string, Attribute<GraphStep>>> = {
  label: { type: 'string', of: ({ technique = '' }, { titles }) => titles.get(technique) ?? 'holds' },
  technique: { type: 'string', of: ({ technique }) => technique },
  state: { type: 'string', of: stepState },
  how: { type: 'string', of: ({ how }) => how },
  barriers: {
    type: 'string',
    of: (step, names) =>
      barriersOf(step, names)
        .map(({ label }) => label)
        .join('; '),
  },
  domains: { type: 'int', of: (step, names) => sureDomains(step, names.barriers) },
  assumes: { type: 'string', of: assumptionsOf },
  place: { type: 'string', of: placeOf },
}

/** The map of breaches as GraphML 1.0, for yEd, Gephi, Cytoscape and networkx. */
export function* renderGraphml({ breach }: Report): Generator<string> {
  const graph = breach?.graph
  yield `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
${keyLines('node', nodeAttributes)}${keyLines('edge', edgeAttributes)}  <graph id="breaches" edgedefault="directed">
`
  if (graph !== undefined) yield* elements(graph)
  yield '  </graph>\n</graphml>\n'
}

function* elements(graph: BreachGraph): Generator<string> {
  const names = namesIn(graph)
  for (const position of graph.positions) {
    yield element(
      `node id="${nameToken(position.id)}"`,
      dataLines('node', nodeAttributes, { item: position, names }),
    )
  }
  for (const step of graph.steps) {
    const ends = `source="${nameToken(step.from)}" target="${nameToken(step.to)}"`
    yield element(`edge ${ends}`, dataLines('edge', edgeAttributes, { item: step, names }))
  }
}

function namesIn({ barriers, techniques, undermines }: BreachGraph): Names {
  const byId = new Map(barriers.map((each) => [each.id, each] as const))
  return {
    barriers: byId,
    titles: new Map(techniques.map(({ id, title }) => [id, title] as const)),
    fallen: new Map(
      undermines.map(
        ({ position, barriers: ids }) => [position, ids.map((id) => byId.get(id)?.label ?? id)] as const,
      ),
    ),
  }
}

type Element = 'node' | 'edge'

function keyLines<T>(element: Element, attributes: Readonly<Record<string, Attribute<T>>>): string {
  return Object.entries(attributes)
    .map(
      ([name, { type }]) =>
        `  <key id="${element}.${name}" for="${element}" attr.name="${name}" attr.type="${type}"/>\n`,
    )
    .join('')
}

function dataLines<T>(
  element: Element,
  attributes: Readonly<Record<string, Attribute<T>>>,
  { item, names }: { readonly item: T; readonly names: Names },
): string {
  return Object.entries(attributes)
    .map(([name, { of }]) => {
      const value = of(item, names)
      if (value === undefined || value === '') return ''
      return `      <data key="${element}.${name}">${xmlText(String(value))}</data>\n`
    })
    .join('')
}

function element(open: string, content: string): string {
  const [name = ''] = open.split(' ')
  return `    <${open}>\n${content}    </${name}>\n`
}

function barriersOf({ barriers }: GraphStep, names: Names): readonly GraphBarrier[] {
  return barriers.flatMap(({ barrier }) => names.barriers.get(barrier) ?? [])
}

function assumptionsOf({ assumes, barriers }: GraphStep): string {
  return [...new Set([assumes, ...barriers.map((each) => each.assumes)])]
    .filter((each) => each !== undefined)
    .join('; ')
}

function placeOf({ location }: Pick<GraphPosition, 'location'>): string | undefined {
  return location === undefined ? undefined : `${location.file}:${location.line}`
}
