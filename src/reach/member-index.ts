import { type Labels, namespacePrefix } from '../link/labels.ts'
import { valueOf } from '../model/known.ts'
import { hiddenName } from '../model/object.ts'
import { allMatch, type Match, matchSelector, type Selector } from '../model/selector.ts'
import { keepMembers, type Members } from './members.ts'
import type { Shape } from './shape.ts'

/** Where a peer's pods may be: in one namespace, or in all those that a selector means. */
export type Scope = string | Selector

/** Finds the members of peers; each distinct one is worked out once. */
export interface MemberIndex {
  /** Pods by their labels. */
  readonly pods: (selector: Selector, scope: Scope) => Members
  /** Pods by the labels of their Cilium identities, which name the namespace, too. */
  readonly identities: (selector: Selector) => Members
  /** Every set that was worked out. */
  readonly all: () => Iterable<Members>
}

export function indexMembers(shapes: readonly Shape[]): MemberIndex {
  const known = new Map<string, Members>()
  const places = indexPlaces(shapes)
  const byLabel = indexLabels(shapes, ({ labels }) => labels)
  const byIdentity = indexLabels(shapes, ({ identity }) => identity)
  const remember = (key: string, find: () => Members): Members => {
    const before = known.get(key)
    if (before !== undefined) return before
    const members = find()
    known.set(key, members)
    return members
  }
  return {
    pods: (selector, scope) =>
      remember(JSON.stringify([keyOf(selector), typeof scope === 'string' ? scope : keyOf(scope)]), () => {
        const within = typeof scope === 'string' ? places.inNamespace(scope) : places.selected(scope)
        return findMembers(selector, byLabel, within)
      }),
    identities: (selector) => remember(keyOf(selector), () => findMembers(selector, byIdentity)),
    all: () => known.values(),
  }
}

function keyOf({ requirements, isHidden }: Selector): string {
  return JSON.stringify([requirements.map(({ key, operator, values }) => [key, operator, values]), isHidden])
}

/** Shapes of some namespaces: how many, which, and how sure it is that one is among them. */
interface Within {
  readonly shapes: readonly Shape[]
  readonly matchOf: (shape: Shape) => Match
}

function findMembers(selector: Selector, index: LabelIndex, within?: Within): Members {
  const members = new Map<number, Exclude<Match, 'no'>>()
  const labelled = index.candidates(selector)
  const candidates = within !== undefined && within.shapes.length < labelled.length ? within.shapes : labelled
  for (const shape of candidates) {
    const match = allMatch([within?.matchOf(shape) ?? 'yes', matchSelector(selector, index.labelsOf(shape))])
    if (match !== 'no') members.set(shape.id, match)
  }
  return keepMembers(members, index.count)
}

interface Places {
  readonly inNamespace: (name: string) => Within
  readonly selected: (selector: Selector) => Within
}

/** A namespace that a template names may be any. */
function indexPlaces(shapes: readonly Shape[]): Places {
  const byNamespace = Map.groupBy(shapes, ({ namespace }) => namespace)
  const withMatches = (matches: ReadonlyMap<string, Match>): Within => ({
    shapes: [...matches.keys()].flatMap((name) => byNamespace.get(name) ?? []),
    matchOf: ({ namespace }) => matches.get(namespace) ?? 'no',
  })
  return {
    inNamespace: (name) =>
      name === hiddenName
        ? { shapes, matchOf: () => 'unknown' }
        : withMatches(
            new Map<string, Match>([
              [name, 'yes'],
              [hiddenName, 'unknown'],
            ]),
          ),
    selected: (selector) => {
      const matches = [...byNamespace].map(
        ([name, [shape]]) => [name, matchSelector(selector, shape?.namespaceLabels ?? new Map())] as const,
      )
      return withMatches(new Map(matches.filter(([, match]) => match !== 'no')))
    },
  }
}

/** Shapes by single labels, so that a selector looks at few of them. */
interface LabelIndex {
  readonly count: number
  readonly labelsOf: (shape: Shape) => Labels
  /** A superset of the shapes that a selector may mean. */
  readonly candidates: (selector: Selector) => readonly Shape[]
}

function indexLabels(shapes: readonly Shape[], labelsOf: (shape: Shape) => Labels): LabelIndex {
  const byValue = new Map<string, Shape[]>()
  const byKey = new Map<string, Shape[]>()
  const push = (index: Map<string, Shape[]>, key: string, shape: Shape): void => {
    const list = index.get(key)
    if (list === undefined) index.set(key, [shape])
    else list.push(shape)
  }
  const open = shapes.filter((shape) => labelsOf(shape).get('a key that nobody states') !== undefined)
  for (const shape of shapes) {
    for (const [key, label] of labelsOf(shape)) {
      push(byKey, key, shape)
      push(byValue, `${key}\n${valueOf(label) ?? hiddenValue}`, shape)
    }
  }
  const lookUp = (key: string, values: readonly string[]): Shape[] => [
    ...new Set(
      [...values, hiddenValue].flatMap((value) => byValue.get(`${key}\n${value}`) ?? []).concat(open),
    ),
  ]
  return {
    count: shapes.length,
    labelsOf,
    candidates: ({ requirements }) => {
      const lists = requirements.flatMap(({ key, operator, values }) => {
        // Which labels an undeclared namespace has, the index does not know.
        if (key.startsWith(namespacePrefix)) return []
        if (operator === 'In') return [lookUp(key, values)]
        return operator === 'Exists' ? [[...new Set([...(byKey.get(key) ?? []), ...open])]] : []
      })
      return lists.reduce<readonly Shape[]>(
        (least, list) => (list.length < least.length ? list : least),
        shapes,
      )
    },
  }
}

const hiddenValue = '\n'
