// The map of breaches as JSON and GraphML, read back.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { BreachGraph } from '../../src/findings/breach-graph.ts'
import type { Report } from '../../src/findings/report.ts'
import { renderGraph } from '../../src/report/graph.ts'
import { renderGraphml } from '../../src/report/graphml.ts'
import { jsonChunks } from '../../src/report/json.ts'
import { nameToken } from '../../src/report/name-token.ts'
import { emptyReport, exampleReport, hostileBreachReport, reportOf } from './breach-reports.ts'
import { parseXml, type XmlElement } from './xml.ts'

const reports: Readonly<Record<string, Report>> = {
  mistaken: exampleReport('model-platform'),
  hardened: exampleReport('model-platform-hardened'),
  hostile: hostileBreachReport(),
}

interface GraphFile extends Omit<BreachGraph, 'routes'> {
  readonly schema: 1
  readonly isAssessed: boolean
  readonly domains: readonly { readonly id: string; readonly barriers: readonly string[] }[]
}

function readGraph(report: Report): GraphFile {
  return JSON.parse([...renderGraph(report)].join('')) as GraphFile
}

function graphOf(report: Report): BreachGraph {
  assert.ok(report.breach?.graph !== undefined)
  return report.breach.graph
}

function assertAllIn(names: Iterable<string>, known: ReadonlySet<string>): void {
  assert.deepEqual(
    [...names].filter((name) => !known.has(name)),
    [],
  )
}

for (const [name, report] of Object.entries(reports)) {
  test(`graph: every id of the ${name} platform is unique and every reference leads somewhere`, () => {
    const { positions, steps, barriers, domains, undermines, techniques } = readGraph(report)
    const ids = new Set(positions.map(({ id }) => id))
    const instances = new Set(barriers.map(({ id }) => id))
    assert.ok(steps.length > 0)
    assert.equal(ids.size, positions.length)
    assert.equal(instances.size, barriers.length)
    assertAllIn(
      steps.flatMap(({ from, to }) => [from, to]),
      ids,
    )
    assertAllIn(
      steps.flatMap((step) => step.barriers.map(({ barrier }) => barrier)),
      instances,
    )
    assertAllIn(
      steps.flatMap(({ technique }) => technique ?? []),
      new Set(techniques.map(({ id }) => id)),
    )
    assertAllIn(
      positions.flatMap(({ within }) => within ?? []),
      ids,
    )
    assertAllIn(
      undermines.map(({ position }) => position),
      ids,
    )
    assertAllIn(
      undermines.flatMap((each) => each.barriers),
      instances,
    )
    assert.deepEqual(domains.flatMap((each) => each.barriers).sort(), [...instances].sort())
    assertAllIn(
      graphOf(report).routes.flatMap(({ footholds }) => footholds),
      ids,
    )
  })

  test(`graph: no id of the ${name} platform tells its place in the scan`, () => {
    const numbered = readGraph(report).positions.filter(({ id }) => /^(?:network|port):\d+$/.test(id))
    assert.deepEqual(numbered, [])
  })

  test(`graphml: the ${name} platform reads back as the same graph`, () => {
    const { positions, steps, barriers } = graphOf(report)
    const { nodes, edges } = readGraphml(report)
    assert.deepEqual(
      nodes.map(({ attributes }) => attributes['id']),
      positions.map(({ id }) => nameToken(id)),
    )
    assert.equal(new Set(nodes.map(({ attributes }) => attributes['id'])).size, positions.length)
    assert.deepEqual(
      edges.map(({ attributes: { source, target } }) => [source, target]),
      steps.map(({ from, to }) => [nameToken(from), nameToken(to)]),
    )
    const domains = new Map(barriers.map(({ id, domain }) => [id, domain]))
    assert.deepEqual(
      edges.map((edge) => [dataOf(edge)['edge.technique'], Number(dataOf(edge)['edge.domains'])]),
      steps.map(({ technique, barriers: standing }) => [
        technique,
        new Set(
          standing.filter(({ assumes }) => assumes === undefined).map(({ barrier }) => domains.get(barrier)),
        ).size,
      ]),
    )
  })
}

/** Holds what GraphML 1.0 asks: keys are declared before they are used, ids are NMTOKENs, ends exist. */
function readGraphml(report: Report): {
  readonly nodes: readonly XmlElement[]
  readonly edges: readonly XmlElement[]
} {
  const root = parseXml([...renderGraphml(report)].join(''))
  assert.equal(root.name, 'graphml')
  const keys = new Set(
    root.children.filter(({ name }) => name === 'key').map(({ attributes }) => attributes['id'] ?? ''),
  )
  const graph = root.children.at(-1)
  assert.deepEqual([graph?.name, graph?.attributes], ['graph', { id: 'breaches', edgedefault: 'directed' }])
  const elements = graph?.children ?? []
  const [nodes, edges] = [
    elements.filter(({ name }) => name === 'node'),
    elements.filter(({ name }) => name === 'edge'),
  ]
  assert.equal(nodes.length + edges.length, elements.length)
  assertAllIn(
    elements.flatMap((element) => Object.keys(dataOf(element))),
    keys,
  )
  const ids = new Set(nodes.map(({ attributes }) => attributes['id'] ?? ''))
  for (const id of ids) assert.match(id, /^[A-Za-z0-9.:_-]+$/)
  assertAllIn(
    edges.flatMap(({ attributes: { source = '', target = '' } }) => [source, target]),
    ids,
  )
  return { nodes, edges }
}

function dataOf({ children }: XmlElement): Readonly<Record<string, string>> {
  return Object.fromEntries(children.map(({ attributes, text }) => [attributes['key'] ?? '', text]))
}

test('graph: tells containers, pods, tenants and what stands between', () => {
  const { positions, steps, barriers } = readGraph(reports['hardened'] ?? emptyReport())
  const server = positions.find(({ id }) => id === 'container:Deployment/acme/llm/server')
  assert.equal(server?.tenant, 'acme')
  assert.equal(server.within, 'pod:Deployment/acme/llm')
  assert.equal(server.isFoothold, true)
  const kernel = steps.find(
    ({ from, technique }) =>
      from === 'container:Deployment/globex/triton/triton' && technique === 'ESC_KERNEL',
  )
  const standing = kernel?.barriers.map(({ barrier }) => barriers.find(({ id }) => id === barrier)?.barrier)
  assert.ok(standing?.includes('X.kernel') && standing.includes('K.seccomp'), String(standing))
})

function workload(
  kind: 'Pod' | 'Deployment',
  name: string,
): { readonly path: string; readonly text: string } {
  const [metadata, pod] = [{ name, namespace: 'a' }, { containers: [{ name: 'c', image: 'i' }] }]
  const object =
    kind === 'Pod'
      ? { apiVersion: 'v1', kind, metadata, spec: pod }
      : { apiVersion: 'apps/v1', kind, metadata, spec: { template: { spec: pod } } }
  return { path: `${name}.yaml`, text: JSON.stringify(object) }
}

test('graph: the order of the input changes no id', () => {
  const documents = ['x', 'y', 'z'].map((name) => workload('Deployment', name))
  const idsOf = (input: typeof documents): readonly string[] =>
    readGraph(reportOf(input))
      .positions.map(({ id, label }) => `${id} ${label}`)
      .sort()
  assert.deepEqual(idsOf(documents), idsOf(documents.toReversed()))
})

test('graph: live pods that are alike are counted', () => {
  const { positions } = readGraph(reportOf(['x', 'y', 'z'].map((name) => workload('Pod', name))))
  assert.deepEqual(
    positions.flatMap(({ kind, alike }) => (kind === 'pod' ? [alike] : [])),
    [3, undefined],
  )
})

test('graph: says that nothing was assessed, instead of showing a safe platform', () => {
  const { isAssessed, positions } = readGraph(emptyReport())
  assert.deepEqual([isAssessed, positions], [false, []])
  assert.deepEqual(readGraphml(emptyReport()), { nodes: [], edges: [] })
})

test('the JSON report does not carry the map', () => {
  const { breach } = JSON.parse([...jsonChunks(reports['hardened'] ?? emptyReport())].join('')) as {
    breach: object
  }
  assert.ok('routes' in breach && !('graph' in breach))
})

test('names of different things stay different as tokens', () => {
  const names = [
    'a/b',
    'a__b',
    'a_b',
    'a b',
    'a\u00e4b',
    'a_e4_b',
    'a',
    'a/',
    '',
    `${'x/'.repeat(200)}1`,
    `${'x/'.repeat(200)}2`,
  ]
  const tokens = names.map(nameToken)
  assert.equal(new Set(tokens).size, names.length)
  for (const token of tokens) assert.match(token, /^[A-Za-z0-9.:_-]{0,230}$/)
})
