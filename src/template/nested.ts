import { child, descend, type Node } from '../kernel/tree.ts'
import { asText, hiddenAt, type Value } from '../values/value.ts'
import { evaluate } from './evaluate.ts'
import { valueUnder } from './functions/collections.ts'
import type { Scope } from './names.ts'
import { textIn } from './partly.ts'
import { isExpressionNode } from './syntax.ts'

/** Where the template of a deployment stands, by its path. */
export function linkIn(properties: Node | undefined, scope: Scope): string | undefined {
  const path = descend(properties, 'templateLink', 'relativePath')
  return path === undefined ? undefined : asText(evaluate(path, scope))
}

/** Where else it stands, in words. */
export function elsewhere(properties: Node | undefined, scope: Scope): string {
  const link = child(properties, 'templateLink')
  const text = (key: string): string | undefined => {
    const value = child(link, key)
    return value === undefined ? undefined : textIn(evaluate(value, scope))?.slice(0, 200)
  }
  const [uri, spec] = [text('uri'), text('id')]
  if (uri !== undefined) return `comes from ${uri}`
  return spec === undefined ? 'stands elsewhere' : `is the template spec ${spec}`
}

/** A template that stands in an expression is what that comes to. */
export function propertiesOf(written: Node, scope: Scope): Node | undefined {
  const properties = child(written, 'properties')
  return properties !== undefined && isExpressionNode(properties) ? evaluate(properties, scope) : properties
}

/** What a nested deployment is given. A secret of a vault is given, too: nobody knows it. */
export function argument(parameters: Node | undefined, name: string, scope: Scope): Value | undefined {
  if (parameters === undefined) return undefined
  if (isExpressionNode(parameters)) return partOrHidden(evaluate(parameters, scope), name)
  const given = valueUnder(parameters, name)
  if (given === undefined) return parameters.kind === 'hidden' ? parameters : undefined
  const worked = evaluate(given, scope)
  if (worked.kind === 'hidden') return worked
  return child(worked, 'value') ?? hiddenAt(`parameter ${name.slice(0, 80)} is kept elsewhere`, given)
}

function partOrHidden(values: Value, name: string): Value | undefined {
  return values.kind === 'hidden' ? values : valueUnder(values, name)
}
