import type { BreachReport } from '../findings/breach-report.ts'
import type { BreachGraph, GraphPosition } from '../findings/breach-graph.ts'
import type { Report } from '../findings/report.ts'
import { plural } from '../kernel/text.ts'
import { jsonDocument } from './json-chunks.ts'
import { markdownText } from './markdown-text.ts'
import { nameToken } from './name-token.ts'
import { dataflows } from './otm/dataflows.ts'
import { type Ground, groundOf } from './otm/ground.ts'
import { componentId } from './otm/layout.ts'
import { mitigations } from './otm/mitigations.ts'
import type { Asset, Component, ThreatInstance, ThreatModel } from './otm/model.ts'
import { type RouteThreat, routeThreats } from './otm/route-threats.ts'
import { techniqueInstances, techniqueThreats } from './otm/technique-threats.ts'
import { trustZones, zoneOf } from './otm/zones.ts'
import { printable } from './printable.ts'

const longLists = new Set(['assets', 'trustZones', 'components', 'dataflows', 'threats', 'mitigations'])

/** The report as an Open Threat Model 0.2.0: what IriusRisk and others import. */
export function renderOtm(report: Report): Iterable<string> {
  return jsonDocument(threatModel(report), longLists)
}

function threatModel(report: Report): ThreatModel {
  const { breach } = report
  const graph = breach?.graph
  const nothing = {
    otmVersion: '0.2.0' as const,
    project: projectOf(report),
    representations: [],
    assets: [],
    trustZones: [],
    components: [],
    dataflows: [],
    threats: [],
    mitigations: [],
  }
  return breach === undefined || graph === undefined
    ? nothing
    : { ...nothing, ...contentOf(report, breach, graph) }
}

function projectOf({
  tool,
  kubernetes,
  trust,
  breach,
  counts: { incomplete },
}: Report): ThreatModel['project'] {
  const sentences = [
    trust.rule,
    ...(breach === undefined
      ? [
          'Nothing was assessed: there is no untrusted code on a cluster, only some controls were asked, or the platform is too large.',
        ]
      : []),
    ...(incomplete > 0
      ? [`${plural(incomplete, 'place')} could not be analysed: nothing here covers what stands there.`]
      : []),
  ]
  return {
    id: 'bulkhead',
    name: 'Platform for untrusted containers',
    description: markdownText(sentences.join(' ')),
    attributes: { tool: `${tool.name} ${tool.version}`, kubernetes: printable(kubernetes.version) },
  }
}

const manifests = 'manifests'

function contentOf(report: Report, breach: BreachReport, graph: BreachGraph): Partial<ThreatModel> {
  const ground = groundOf(report, breach, graph)
  const routes = routeThreats(ground)
  const instances = routeInstances(routes, ground)
  const components = ground.layout.roots.map((root) =>
    componentOf(root, instances.get(root.id) ?? [], ground),
  )
  return {
    representations: [{ id: manifests, name: 'Manifests', type: 'code' }],
    assets: breach.tenants.map(tenantAsset),
    trustZones: trustZones(breach.tenants),
    components,
    dataflows: dataflows(ground.layout),
    threats: [...techniqueThreats(ground), ...routes.map(({ threat }) => threat)],
    mitigations: mitigations(components, report.controls),
  }
}

/** Routes by the component of their footholds; several containers of one pod share one. */
function routeInstances(
  routes: readonly RouteThreat[],
  { layout }: Ground,
): ReadonlyMap<string, readonly ThreatInstance[]> {
  const instances = new Map<string, ThreatInstance[]>()
  for (const { footholds, instance } of routes) {
    const roots = new Set(footholds.flatMap((id) => layout.rootOf(id)?.id ?? []))
    for (const root of roots) instances.set(root, [...(instances.get(root) ?? []), instance])
  }
  return instances
}

/**
 * IriusRisk refuses types that its library does not know, and `empty-component` is the one that needs no choice; what a
 * component is stands in its tags.
 */
const anyType = 'empty-component'

function componentOf(root: GraphPosition, routes: readonly ThreatInstance[], ground: Ground): Component {
  const { kind, label, tenant, location, alike = 1 } = root
  const isFoothold = ground.layout.footholds.has(root.id)
  const holdsData = kind === 'pod' && tenant !== undefined
  return {
    id: componentId(root),
    name: printable(label),
    type: anyType,
    description: [
      ...(isFoothold ? ['Arbitrary code is assumed to run here.'] : []),
      ...(alike > 1 ? [`Stands for ${alike} pods that are alike.`] : []),
    ].join(' '),
    parent: { trustZone: zoneOf(root) },
    representations:
      location === undefined
        ? []
        : [
            {
              representation: manifests,
              id: `${componentId(root)}:place`,
              file: printable(location.file),
              line: location.line,
            },
          ],
    assets: { processed: holdsData ? [assetId(tenant)] : [], stored: [] },
    threats: [...techniqueInstances(root, ground), ...routes],
    tags: [kind, ...(isFoothold ? ['foothold'] : [])],
  }
}

function tenantAsset(tenant: string): Asset {
  return {
    id: assetId(tenant),
    name: `Data of tenant ${printable(tenant)}`,
    risk: {
      confidentiality: 100,
      integrity: 100,
      availability: 100,
      comment: 'Bulkhead weighs the data of every tenant alike.',
    },
  }
}

function assetId(tenant: string): string {
  return nameToken(`data:${tenant}`)
}
