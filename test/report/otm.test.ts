// The Open Threat Model: valid, closed in itself, stable, and true to what the report says.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Report } from '../../src/findings/report.ts'
import { renderOtm } from '../../src/report/otm.ts'
import type { Component, ThreatInstance, ThreatModel } from '../../src/report/otm/model.ts'
import { emptyReport, exampleReport, hostileBreachReport, reportOf } from './breach-reports.ts'
import { otmSchema } from './otm-schema.ts'

function readModel(report: Report): ThreatModel {
  return JSON.parse([...renderOtm(report)].join('')) as ThreatModel
}

const mistaken = exampleReport('model-platform')
const hardened = exampleReport('model-platform-hardened')
const reports: Readonly<Record<string, Report>> = {
  mistaken,
  hardened,
  hostile: hostileBreachReport(),
  empty: emptyReport(),
}

for (const [name, report] of Object.entries(reports)) {
  test(`otm: the model of the ${name} platform is valid`, () => {
    otmSchema.parse(readModel(report))
  })

  test(`otm: every id of the ${name} platform is one of its kind and leads somewhere`, () => {
    const model = readModel(report)
    const components = idsOf(model.components)
    assertAllIn(
      model.components.map(({ parent }) => parent.trustZone),
      idsOf(model.trustZones),
    )
    assertAllIn(
      model.dataflows.flatMap(({ source, destination }) => [source, destination]),
      components,
    )
    assertAllIn(
      model.components.flatMap(({ assets }) => assets.processed),
      idsOf(model.assets),
    )
    const places = model.components.flatMap(({ representations }) => representations)
    assertAllIn(
      places.map(({ representation }) => representation),
      idsOf(model.representations),
    )
    idsOf(model.dataflows)
    const instances = model.components.flatMap(({ threats }) => threats)
    assertSame(
      instances.map(({ threat }) => threat),
      idsOf(model.threats),
    )
    assertSame(
      instances.flatMap(({ mitigations }) => mitigations.map(({ mitigation }) => mitigation)),
      idsOf(model.mitigations),
    )
  })

  test(`otm: no component of the ${name} platform names a threat or a mitigation twice`, () => {
    for (const { threats } of readModel(report).components) {
      assert.equal(new Set(threats.map(({ threat }) => threat)).size, threats.length)
      for (const { mitigations } of threats)
        assert.equal(new Set(mitigations.map(({ mitigation }) => mitigation)).size, mitigations.length)
    }
  })
}

test('otm: a model without what the schema requires does not pass', () => {
  const model = readModel(hardened)
  const lists = ['assets', 'trustZones', 'components', 'dataflows', 'threats', 'mitigations'] as const
  for (const list of lists) {
    for (const field of ['id', 'name']) {
      const broken = { ...model, [list]: [{ ...model[list][0], [field]: undefined }] }
      assert.equal(otmSchema.safeParse(broken).success, false, `${list} without ${field}`)
    }
  }
  const [component] = model.components
  const homeless = { ...model, components: [{ ...component, parent: {} }] }
  assert.equal(otmSchema.safeParse(homeless).success, false)
})

function idsOf(items: readonly { readonly id: string }[]): ReadonlySet<string> {
  const ids = new Set(items.map(({ id }) => id))
  assert.equal(ids.size, items.length)
  for (const id of ids) assert.match(id, /^[A-Za-z0-9.:_-]+$/)
  return ids
}

function assertAllIn(names: readonly string[], known: ReadonlySet<string>): void {
  assert.deepEqual(
    names.filter((name) => !known.has(name)),
    [],
  )
}

function assertSame(names: readonly string[], known: ReadonlySet<string>): void {
  assert.deepEqual([...new Set(names)].sort(), [...known].sort())
}

test('otm: hostile names stay text', () => {
  const text = [...renderOtm(reports['hostile'] ?? emptyReport())].join('')
  assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u202a-\u202e]|\\u00[01]/)
  const { components, threats } = JSON.parse(text) as ThreatModel
  assert.ok(
    components.some(({ name }) => name.includes('<script>')),
    'names are no markup and are not changed',
  )
  for (const { description } of threats) assert.doesNotMatch(description, /<script|<img|\]\(https/)
})

test('otm: says that nothing was assessed, instead of showing a safe platform', () => {
  const { project, components } = readModel(emptyReport())
  assert.match(project.description, /Nothing was assessed/)
  assert.deepEqual(components, [])
})

function componentIn(model: ThreatModel, id: string): Component {
  const component = model.components.find((each) => each.id === id)
  assert.ok(component !== undefined, id)
  return component
}

function threatIn({ threats }: Component, id: string): ThreatInstance {
  const instance = threats.find(({ threat }) => threat === id)
  assert.ok(instance !== undefined, id)
  return instance
}

test('otm: what is open is exposed, and what fails there is required', () => {
  const transformer = componentIn(readModel(mistaken), 'pod:InferenceService__initech__scoring__transformer')
  const { state, mitigations } = threatIn(transformer, 'ESC_PRIVILEGED')
  assert.equal(state, 'exposed')
  assert.deepEqual(
    mitigations.find(({ mitigation }) => mitigation === 'control:BH-0101'),
    {
      mitigation: 'control:BH-0101',
      state: 'required',
    },
  )
})

test('otm: what the manifest keeps closed is mitigated, and names what keeps it so', () => {
  const server = componentIn(readModel(hardened), 'pod:Deployment__acme__llm')
  const { state, mitigations } = threatIn(server, 'ESC_PRIVILEGED')
  assert.equal(state, 'mitigated')
  for (const barrier of ['S.spec', 'A.psa'])
    assert.ok(
      mitigations.some((each) => each.mitigation === `barrier:${barrier}` && each.state === 'implemented'),
    )
  assert.deepEqual(
    mitigations.filter((each) => each.state !== 'implemented'),
    [],
  )
})

test('otm: nothing is exposed behind a barrier that stands on every way', () => {
  for (const report of Object.values(reports)) {
    for (const { threats } of readModel(report).components) {
      for (const { threat, state, mitigations } of threats.filter(
        (each) => !each.threat.startsWith('route:'),
      )) {
        const stands = mitigations.some((each) => each.state === 'implemented')
        assert.ok(!(state === 'exposed' && stands), threat)
        assert.ok(!(state === 'partly-mitigated' && mitigations.length === 0), threat)
      }
    }
  }
})

test('otm: what nobody knows mitigates nothing, and has to be made sure', () => {
  const pod = { containers: [{ name: 'server', image: 'llm' }] }
  const text = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'llm', namespace: 'acme' },
    spec: pod,
  })
  const kernel = threatIn(
    componentIn(readModel(reportOf([{ path: 'llm.yaml', text }])), 'pod:Pod__acme__llm'),
    'ESC_KERNEL',
  )
  assert.equal(kernel.state, 'exposed')
  assert.ok(
    kernel.mitigations.some(
      ({ mitigation, state }) => mitigation === 'fact:nodeKernel' && state === 'required',
    ),
  )
})

test('otm: components stand in the zone of their tenant, of the nodes, of the cloud', () => {
  const model = readModel(hardened)
  const zones = Object.fromEntries(model.components.map(({ id, parent }) => [id, parent.trustZone]))
  assert.equal(zones['pod:Deployment__acme__llm'], 'tenant:acme')
  assert.equal(zones['pod:Deployment__kube-system__coredns'], 'platform')
  assert.equal(zones['node:sandboxed'], 'nodes')
  assert.equal(zones['cluster:cluster'], 'cluster')
  assert.equal(zones['registry:registry'], 'cloud')
  assert.equal(zones['metadata:sandboxed'], 'cloud')
  assert.equal(zones['outside:internet'], 'internet')
})

test('otm: every route of the report is a threat on the components of all its footholds', () => {
  const { threats, components } = readModel(mistaken)
  const routes = threats.filter(({ tags }) => tags.includes('route'))
  assert.equal(routes.length, mistaken.breach?.routes.length)
  for (const { id } of routes)
    assert.ok(components.some((each) => each.threats.some(({ threat }) => threat === id)))
})

test('otm: the order of the input changes no id', () => {
  const document = (name: string): { path: string; text: string } => ({
    path: `${name}.yaml`,
    text: JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: name },
      spec: { containers: [{ name: 'c', image: 'i', securityContext: { privileged: name === 'y' } }] },
    }),
  })
  const documents = ['x', 'y', 'z'].map(document)
  const idsIn = ({ components, threats, dataflows, mitigations }: ThreatModel): readonly string[] =>
    [components, threats, dataflows, mitigations].flatMap((items) => items.map(({ id }) => id)).sort()
  assert.deepEqual(idsIn(readModel(reportOf(documents))), idsIn(readModel(reportOf(documents.toReversed()))))
})
