import type { Place, Reference } from '../../kernel/tree.ts'
import { asText, scalarAt, type Value } from '../../values/value.ts'
import { evaluate } from './evaluate.ts'
import type { Scope } from './scope.ts'
import type { Body } from './syntax.ts'

type Asked = Pick<Reference, 'called' | 'within'>

/** What a data source asks for: a name, in a group. */
export function askedBy(body: Body, scope: Scope): Asked {
  const given = (name: string): string | undefined => {
    const written = body.attributes.find((each) => each.name === name)?.value
    return written === undefined ? undefined : asText(evaluate(written, scope))
  }
  const name = given('name')
  if (name === undefined) return {}
  const network = given('virtual_network_name')
  return {
    called: network === undefined ? name : `${network}/${name}`,
    within: [undefined, given('resource_group_name')],
  }
}

/** The name by which something is asked for. */
export function nameAsked({ called }: Reference, key: string, at: Place): Value | undefined {
  if (key !== 'name' || called === undefined) return undefined
  return scalarAt(called.slice(called.lastIndexOf('/') + 1), at)
}
