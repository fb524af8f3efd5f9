import type { Document } from '../../model/origin.ts'

/** A list of stages, jobs or steps in Azure's words, or a template that the whole pipeline extends. */
const azureParts =
  /^(?:stages|jobs|steps):[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*-[ \t]+(?:stage|job|deployment|task|script|bash|pwsh|powershell|checkout|template|\$\{\{[^\n]*\}\})[ \t]*:|^extends:[ \t]*(?:#.*)?\r?\n[ \t]+template:/m

/** Azure's pipelines have any name, and composite actions stand in any folder: their texts tell. */
export function isPipeline({ path, text }: Document): boolean {
  if (!/\.ya?ml$/i.test(path)) return false
  return isCompositeAction({ path, text }) || azureParts.test(text)
}

export function isCompositeAction({ path, text }: Pick<Document, 'path' | 'text'>): boolean {
  return /(?:^|\/)action\.ya?ml$/i.test(path) && /^runs:[ \t]*(?:#.*)?\r?\n[ \t]+using:/m.test(text)
}
