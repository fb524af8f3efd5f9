import { mapOfJson } from '../../../kernel/json-parts.ts'

/** Whether a text is a plan as `terraform show -json` writes it: https://developer.hashicorp.com/terraform/internals/json-format. */
export function isPlan(text: string): boolean {
  if (!text.includes('"planned_values"')) return false
  const keys = new Set(mapOfJson(text)?.entries.map(({ key }) => key))
  return keys.has('format_version') && keys.has('planned_values')
}
