import {
  child,
  descend,
  entriesOf,
  isAbsent,
  itemsOf,
  type MapNode,
  type Node,
  textOf,
} from '../../kernel/tree.ts'
import { type Adapt, completed } from './custom-pods.ts'
import { listIn, scalarAt, withEntries } from './tree-edits.ts'

/** KubeRay's own default; Ray's is 127.0.0.1 (KubeRay, `common/pod.go`). */
const openDashboard = { name: 'dashboard-host', value: '0.0.0.0' }

/**
 * The head of a Ray cluster: KubeRay starts `ray start --head` in its first container, with `rayStartParams` as flags,
 * and has it ask for tokens where the cluster's `authOptions` say so.
 */
export function rayHead(cluster: readonly string[]): Adapt {
  return (spec, object) => {
    const [first, ...others] = itemsOf(child(spec, 'containers'))
    if (first?.kind !== 'map') return completed(spec)
    const params = descend(object, ...cluster, 'headGroupSpec', 'rayStartParams')
    const head = asksForTokens(started(first, params), descend(object, ...cluster, 'authOptions', 'mode'))
    return completed(withEntries(spec, { containers: listIn(spec, [head, ...others]) }))
  }
}

/** Who gives a command of his own may start Ray otherwise: such a container stays as it is. */
function started(container: MapNode, params: Node | undefined): MapNode {
  if (!isAbsent(child(container, 'command')) || !isAbsent(child(container, 'args'))) return container
  if (params?.kind === 'hidden') return withEntries(container, { args: params })
  const flags = [...entriesOf(params)].map(([name, { value }]) =>
    value.kind === 'hidden' ? value : scalarAt(value, `--${name}=${textOf(value) ?? ''}`),
  )
  const dashboard = child(params, openDashboard.name) === undefined
  const added = dashboard ? [scalarAt(container, `--${openDashboard.name}=${openDashboard.value}`)] : []
  const start = ['ray', 'start', '--head'].map((word) => scalarAt(container, word))
  return withEntries(container, { args: listIn(container, [...start, ...added, ...flags]) })
}

function asksForTokens(container: MapNode, mode: Node | undefined): MapNode {
  if (isAbsent(mode)) return container
  const variable = withEntries(
    { ...container, entries: new Map() },
    { name: scalarAt(mode, 'RAY_AUTH_MODE'), value: mode },
  )
  return withEntries(container, { env: listIn(container, [...itemsOf(child(container, 'env')), variable]) })
}
