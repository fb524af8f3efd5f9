import { compareText } from '../../kernel/text.ts'
import { type Problem, problemAt } from '../../model/problem.ts'
import type { Applied } from './configuration.ts'
import type { ResourceInstance } from './module.ts'
import { tellRelease } from './unread-release.ts'

/** Resources that bring workloads or further resources of their own, which stand in no file here as manifests do. */
const carriers =
  /^(?:kubernetes_.+|kubectl_.+|kustomization_.+|helm_release|azurerm_kubernetes_cluster_extension|azurerm_kubernetes_flux_configuration|azurerm_.*template_deployment)$/

const mostNamed = 8

/** What a root declares and nobody here understands: carriers of workloads each, the rest in one sentence. */
export function unreadIn(
  applied: Applied,
  isRead: (resource: ResourceInstance) => boolean,
): readonly Problem[] {
  const unread = applied.resources.filter((resource) => !isRead(resource))
  const [carrying, others] = [unread.filter(isCarrier), unread.filter((each) => !isCarrier(each))]
  const once = [...new Map(carrying.map((each) => [each.declared, each] as const)).values()]
  return once.map((each) => tellCarrier(each, applied)).concat(tellOthers(others))
}

function isCarrier({ type }: ResourceInstance): boolean {
  return carriers.test(type)
}

function tellCarrier(resource: ResourceInstance, applied: Applied): Problem {
  const { written, document } = resource.declared
  if (resource.type === 'helm_release') return tellRelease(resource, applied)
  const message = `What ${nameOf(resource)} installs was not analysed.`
  return problemAt('unread-resource', message, { document, offset: written.start })
}

function nameOf({ declared }: ResourceInstance): string {
  return declared.written.labels.join('.')
}

function tellOthers(others: readonly ResourceInstance[]): readonly Problem[] {
  const ours = others.filter(({ type }) => /^az(?:urerm|api|uread)_/.test(type))
  const [first] = ours
  if (first === undefined) return []
  const { document, written } = first.declared
  const message = `Nothing judges these resources yet: ${countTypes(ours)}.`
  return [problemAt('unknown-kind', message, { document, offset: written.start })]
}

/** `azurerm_key_vault 2, azurerm_public_ip 1`. */
function countTypes(resources: readonly ResourceInstance[]): string {
  const counts = [...Map.groupBy(resources, ({ type }) => type)].map(
    ([type, all]) => [type, all.length] as const,
  )
  const sorted = counts.toSorted(([a, x], [b, y]) => y - x || compareText(a, b))
  const named = sorted.slice(0, mostNamed).map(([type, count]) => `${type} ${count}`)
  return `${named.join(', ')}${sorted.length > mostNamed ? ' and others' : ''}`
}
