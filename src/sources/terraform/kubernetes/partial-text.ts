import { asText } from '../../values.ts'
import { evaluate, type Scope } from '../evaluate.ts'
import type { ResourceInstance } from '../module.ts'
import type { TemplatePart } from '../syntax.ts'

/** What stands for a part that nobody knows; readers of manifests take it for a value that is written elsewhere. */
const placeholder = '${unknown}'

/** In a line before a part that is a value: a key, or the dash of an item. */
const valueFollows = /^[ \t]*(?:- +)*(?:["']?[\w./-]{1,200}["']?:[ \t]+["']?[^#\n]*|- +["']?[^#:\n]*)$/

/** A template of which some values are not known; nothing where what is not known may be more than a value. */
export function partialText(
  { declared, module, instance }: ResourceInstance,
  name: string,
): string | undefined {
  const written = declared.written.body.attributes.find((each) => each.name === name)?.value
  if (written?.kind !== 'template') return undefined
  const scope = module.scopeIn(declared.document, instance.names)
  let text = ''
  for (const part of written.parts) {
    const piece = textOf(part, scope) ?? (isValue(text) ? placeholder : undefined)
    if (piece === undefined) return undefined
    text += piece
  }
  return text
}

function textOf(part: TemplatePart, scope: Scope): string | undefined {
  return part.kind === 'template-if' || part.kind === 'template-for'
    ? undefined
    : asText(evaluate(part, scope))
}

function isValue(before: string): boolean {
  return valueFollows.test(before.slice(before.lastIndexOf('\n') + 1))
}
