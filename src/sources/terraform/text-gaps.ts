import { asText, isFailure, placeholder, type Value } from '../../values/value.ts'
import type { TemplateFor, TemplateIf, TemplatePart } from './syntax.ts'

/** In a line before a part that is a value: a key, or the dash of an item. */
const valueFollows = /^[ \t]*(?:- +){0,20}(?:["']?[\w./-]{1,200}["']?:[ \t]+["']?[^#\n]*|- +["']?[^#:\n]*)$/

/** What a part of a text comes to; of one that nobody knows what stands for it, where it can be no more than a value. */
export function pieceFor(value: Value, part: TemplatePart, before: string): string | undefined {
  if (value.kind !== 'hidden') return asText(value)
  if (isFailure(value) || isDirective(part)) return undefined
  if (value.partial !== undefined) return value.partial
  return valueFollows.test(before.slice(before.lastIndexOf('\n') + 1)) ? placeholder : undefined
}

export function isDirective(part: TemplatePart): part is TemplateIf | TemplateFor {
  return part.kind === 'template-if' || part.kind === 'template-for'
}
