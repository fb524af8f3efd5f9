import type { Fields } from '../../values/fields.ts'

const deepest = 20

/**
 * The items of a list, those that `${{ if … }}` and `${{ each … }}` insert among them: what is inserted on a condition
 * runs on some day (Azure Pipelines, "Template expressions").
 */
export function itemsOf(fields: Fields, key: string, depth = 0): readonly Fields[] {
  if (depth > deepest || fields.child(key)?.kind !== 'list') return []
  return fields.list(key).flatMap((item) => {
    const keys = item.keys()
    const isInserted = keys.length > 0 && keys.every(isExpression)
    return isInserted ? keys.flatMap((inner) => itemsOf(item, inner, depth + 1)) : [item]
  })
}

export function isExpression(text: string): boolean {
  return text.startsWith('${{')
}

/** What is handed to a template runs there: stages, jobs and steps may stand in its parameters. */
export function bodyOf(item: Fields): Fields {
  return item.has('template') ? item.map('parameters') : item
}

/** A pipeline that extends a template hands its stages, jobs or steps over to it. */
export function extendedBy(root: Fields): Fields {
  const handed = root.map('extends').map('parameters')
  return parts.some((key) => handed.has(key)) ? handed : root
}

const parts = ['stages', 'jobs', 'steps'] as const

/** Stages, jobs and steps may each come from a template or a parameter, at any level. */
export function hasParts(fields: Fields, depth: number): boolean {
  if (fields.has('template') || fields.isHidden) return true
  if (depth > 3) return false
  return parts.some(
    (key) =>
      fields.child(key)?.kind === 'scalar' || itemsOf(fields, key).some((item) => hasParts(item, depth + 1)),
  )
}
