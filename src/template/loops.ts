import { child, itemsOf, type MapNode, type Node, type Place, placeOf } from '../kernel/tree.ts'
import { asNumber, asText, hiddenAt, isFailure, listAt, scalarAt, type Value } from '../values/value.ts'
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
function timesOf(count: Value): number | undefined {
  const number = asNumber(count)
  return number === undefined || number < 0 || number > mostCopies ? undefined : Math.trunc(number)
}

/** Inside of a loop its index goes by its name; without one it is that of the resource, where that is repeated. */
function withIndex(scope: Scope, name: string, index: number | undefined): Scope {
  const at = { start: 0, end: 0 }
  const value = index === undefined ? hiddenAt('the index of the loop is not known', at) : scalarAt(index, at)
  const unnamed = scope.loops.get('') ?? value
  return { ...scope, loops: new Map([...scope.loops, [name.toLowerCase(), value], ['', unnamed]]) }
}

/** One time that a resource is declared. */
export interface Round {
  readonly scope: Scope
  /** False where nobody knows how often it is repeated: then it stands for all of them. */
  readonly isCertain: boolean
  /** It is repeated more often than anybody deploys, or over what Azure refuses: what all of the rounds make was not worked out. */
  readonly isTooOften?: boolean
  /** `[0]`, or nothing. */
  readonly key: string
}

/** The rounds of a resource: one, unless it has a `copy`, which counts in ARM and goes through a list in Bicep. */
export function roundsOf(node: Node, scope: Scope, evaluate: Evaluate): readonly Round[] {
  const copy = child(node, 'copy')
  if (copy === undefined) return [{ scope, isCertain: true, key: '' }]
  const list = child(copy, 'items')
  const over = evaluate(list ?? child(copy, 'count') ?? copy, scope)
  const times = over.kind === 'list' ? over.items.length : asNumber(over)
  if (times === undefined || times < 0 || times > mostCopies) {
    const isTooOften = times !== undefined || isFailure(over)
    return [{ scope: roundAt(copy, scope), isCertain: false, isTooOften, key: '' }]
  }
  return Array.from({ length: Math.trunc(times) }, (_, index) => ({
    scope: roundAt(copy, scope, { index, item: itemsOf(over)[index] }),
    isCertain: true,
    key: `[${index}]`,
  }))
}

interface Turn {
  readonly index: number
  readonly item: Value | undefined
}

function roundAt(copy: Node, around: Scope, turn?: Turn): Scope {
  const outside = { ...around, loops: new Map([...around.loops].filter(([name]) => name !== '')) }
  const scope = withIndex(outside, asText(child(copy, 'name')) ?? '', turn?.index)
  const locals = new Map(scope.locals)
  const [item, index] = [asText(child(copy, 'item')), asText(child(copy, 'index'))]
  const unknown = hiddenAt('the rounds of the loop cannot be known', copy)
  if (item !== undefined) locals.set(localName(item), turn?.item ?? unknown)
  if (index !== undefined)
    locals.set(localName(index), turn === undefined ? unknown : scalarAt(turn.index, copy))
  return { ...scope, locals }
}

/** How a variable of a lambda or a loop is called among the locals. */
export function localName(name: string): string {
  return `lambda ${name}`
}
