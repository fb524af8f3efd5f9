import { isReadArm } from '../arm/assets.ts'
import { isPart } from '../arm/parts.ts'
import type { Document } from '../kernel/document.ts'
import { compareText } from '../kernel/text.ts'
import { type Problem, problemAt } from '../model/problem.ts'
import { extensionOf } from './arm-resources.ts'
import type { Declared } from './walk.ts'

/** Resources that bring workloads or further resources of their own; those of Kubernetes have no namespace of Azure. */
const carriers =
  /^(?:microsoft\.(?:kubernetesconfiguration\/(?:extensions|fluxconfigurations)|resources\/deploymentscripts|resources\/templatespecs\/versions)|(?:core|apps|batch)\/\w+)$/i

const mostNamed = 8

/** What a template declares and nobody here understands: carriers of workloads each, the rest in one sentence. */
export function unreadIn(resources: readonly Declared[], document: Document): readonly Problem[] {
  const unread = resources
    .map((declared) => ({ declared, type: extensionOf(declared).type }))
    .filter(
      ({ type }) =>
        !isReadArm(type) && !isPart(type) && type.toLowerCase() !== 'microsoft.resources/deployments',
    )
  const [carrying, others] = [unread.filter(isCarrier), unread.filter((each) => !isCarrier(each))]
  return [...carrying.map((each) => tellCarrier(each, document)), ...tellOthers(others, document)]
}

interface Unread {
  readonly declared: Declared
  readonly type: string
}

function isCarrier({ type }: Unread): boolean {
  return carriers.test(type)
}

function tellCarrier({ declared: { address, written } }: Unread, document: Document): Problem {
  const message = `What ${address.slice(0, 200)} installs was not analysed.`
  return problemAt('unread-resource', message, {
    document: written.document ?? document,
    offset: written.start,
  })
}

function tellOthers(others: readonly Unread[], document: Document): readonly Problem[] {
  const [first] = others
  if (first === undefined) return []
  const counts = [...Map.groupBy(others, ({ type }) => type)]
    .map(([type, all]) => [type.slice(0, 100), all.length] as const)
    .sort(([a, some], [b, more]) => more - some || compareText(a, b))
  const named = counts.slice(0, mostNamed).map(([type, count]) => `${type} ${count}`)
  const rest = counts.length > mostNamed ? `, and ${counts.length - mostNamed} more types` : ''
  const message = `Nothing judges these resources yet: ${named.join(', ')}${rest}.`
  const { written } = first.declared
  return [
    problemAt('unknown-kind', message, { document: written.document ?? document, offset: written.start }),
  ]
}
