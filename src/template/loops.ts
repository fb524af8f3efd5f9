import { child, itemsOf, type MapNode, type Place, placeOf } from '../kernel/tree.ts'
import { asNumber, asText, hiddenAt, listAt, scalarAt, type Value } from '../sources/values.ts'
import type { Scope } from './names.ts'

/** ARM takes no more than 800. */
export const mostCopies = 1_024

type Evaluate = (node: Value, scope: Scope) => Value

/** A property that is repeated: https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-properties. */
interface Loop {
  readonly name: string
  readonly at: Place
  readonly run: (scope: Scope, evaluate: Evaluate) => Value
}

/** The loops of a map; nothing where its `copy` is a property like any other. */
export function loopsIn(node: MapNode): readonly Loop[] | undefined {
  const items = itemsOf(child(node, 'copy'))
  const loops = items.map(loopOf).filter((loop) => loop !== undefined)
  return items.length > 0 && loops.length === items.length ? loops : undefined
}

function loopOf(item: Value): Loop | undefined {
  const [name, count, input] = [asText(child(item, 'name')), child(item, 'count'), child(item, 'input')]
  if (name === undefined || count === undefined || input === undefined) return undefined
  const at = placeOf(item)
  return {
    name,
    at,
    run: (scope, evaluate) => {
      const times = timesOf(evaluate(count, scope))
      if (times === undefined) return hiddenAt('it cannot be known how often it is repeated', at)
      return listAt(
        Array.from({ length: times }, (_, index) => evaluate(input, withIndex(scope, name, index))),
        at,
      )
    },
  }
}

/** How often something is repeated; nothing where that cannot be known, or is more than anybody deploys. */
export function timesOf(count: Value): number | undefined {
  const number = asNumber(count)
  return number === undefined || number < 0 || number > mostCopies ? undefined : Math.trunc(number)
}

/** Inside of a loop: its index goes by its name, and by none. */
export function withIndex(scope: Scope, name: string, index: number | undefined): Scope {
  const at = { start: 0, end: 0 }
  const value = index === undefined ? hiddenAt('the index of the loop is not known', at) : scalarAt(index, at)
  return { ...scope, loops: new Map([...scope.loops, [name.toLowerCase(), value], ['', value]]) }
}
