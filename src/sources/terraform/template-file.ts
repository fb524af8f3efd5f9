import { type Entry, entriesOf, type Place } from '../../kernel/tree.ts'
import { asText, failureAt, hiddenAt, partlyHiddenAt, scalarAt, type Value } from '../../values/value.ts'
import { Cursor, SyntaxFault } from '../cursor.ts'
import type { Names, Scope } from './scope.ts'
import { parseExpression } from './parse-expression.ts'
import { parseTemplateFile } from './parse-template.ts'
import type { Expression } from './syntax.ts'

interface Filling {
  readonly scope: Scope
  readonly at: Place
  readonly evaluate: (expression: Expression, scope: Scope) => Value
}

/** What `templatefile` comes to; it stands where it is called. */
export function fillTemplate([path, given]: readonly Value[], filling: Filling): Value {
  const { scope, at } = filling
  const name = asText(path)
  if (path?.kind === 'hidden') return hiddenAt(path.reason, at)
  if (given?.kind === 'hidden') return hiddenAt(given.reason, at)
  if (name === undefined || given === undefined) return failureAt('arguments are missing', at)
  const text = scope.module.readFile(name, at)
  return text.kind === 'hidden' ? text : filled({ path: name, text: asText(text) ?? '' }, given, filling)
}

function filled(document: Scope['document'], given: Value, { scope, at, evaluate }: Filling): Value {
  const template = parsed(document.text)
  if (template === undefined) return failureAt('the template cannot be read', at)
  const names = new Map([...entriesOf(given)].map(valueByName))
  const value = evaluate(template, { document, names, module: nothingElse, budget: scope.budget })
  if (value.kind !== 'hidden') return scalarAt(asText(value) ?? null, at)
  const { reason, partial } = value
  return partial === undefined ? hiddenAt(reason, at) : partlyHiddenAt(reason, at, partial)
}

function valueByName([name, { value }]: [string, Entry]): readonly [string, Value] {
  return [name, value]
}

/** Nothing where the text is no template. */
function parsed(text: string): Expression | undefined {
  try {
    return parseTemplateFile(new Cursor(text), parseExpression)
  } catch (error) {
    if (error instanceof SyntaxFault) return undefined
    throw error
  }
}

/** A template sees what it is given, and nothing of the module. */
const nothingElse: Names = {
  lookUp: (name, keys, at) => ({
    value: failureAt(`the template is not given ${name.slice(0, 80)}`, at),
    used: keys.length,
  }),
  follow: (value) => value,
  readFile: (_, at) => hiddenAt('templates read no files here', at),
}
