import type { Document } from '../kernel/document.ts'
import { itemsOfJson, type JsonPart, mapOfJson, type Span } from '../kernel/json-parts.ts'

export type ArmKind = 'template' | 'parameters' | 'export'

const schema =
  /"\$schema"\s*:\s*"https?:\/\/schema\.management\.azure\.com\/schemas\/[^"\s]{1,80}?(deploymentTemplate|deploymentParameters)\.json#?"/i

/** What a JSON text tells of Azure; nothing for texts about something else. */
export function armKindOf({ text }: Pick<Document, 'text'>): ArmKind | undefined {
  const [, called] = schema.exec(text.slice(0, 20_000)) ?? []
  if (called !== undefined) return called.toLowerCase() === 'deploymenttemplate' ? 'template' : 'parameters'
  return isExport(text) ? 'export' : undefined
}

const idOfAzure = /"(?:resource)?id"\s*:\s*"\/(?:subscriptions|providers)\//i

/** What `az … show`, `az … list`, Resource Graph and the REST API answer; a Kubernetes object is none of it. */
function isExport(text: string): boolean {
  if (!/^\s*[[{]/.test(text) || !idOfAzure.test(text)) return false
  const map = mapOfJson(text)
  if (map === undefined) return /^\s*\[/.test(text)
  // PowerShell begins names with capitals.
  const keys = new Set(
    map.entries.map(({ key }) =>
      key.replace(/^(?:Resource)?(Id|Type)$/, (_, name: string) => name.toLowerCase()),
    ),
  )
  if (keys.has('id') && keys.has('type')) return !keys.has('kind') || !keys.has('apiVersion')
  return map.entries.some((entry) => isListOfAzure(text, entry))
}

function isListOfAzure(text: string, entry: JsonPart): boolean {
  if (entry.key !== 'value' && entry.key !== 'data') return false
  const [first]: readonly Span[] = itemsOfJson(text, entry) ?? []
  return first !== undefined && idOfAzure.test(text.slice(first.start, first.end))
}
