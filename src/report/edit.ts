import type { FixValue } from '../controls/control.ts'
import { assetName } from '../findings/asset-names.ts'
import type { Finding } from '../findings/finding.ts'
import type { ControlSummary } from '../findings/report.ts'

/** The fields that settle several findings, as they would be written into a container or a pod's spec. */
export interface Edit {
  readonly into: 'container' | 'pod'
  readonly lines: readonly string[]
  /** All of it changes no behaviour that a working model depends on; else the lines say which part does not. */
  readonly isSafe: boolean
}

interface Field {
  readonly value: FixValue
  readonly isSafe: boolean
  /** Names of the containers or pods that lack it. */
  readonly missing: ReadonlySet<string>
}

/** What the controls' fixes set together; nothing where none of them has one. */
export function editOf(controls: readonly ControlSummary[], findings: readonly Finding[]): Edit | undefined {
  const fields = new Map<string, Field>()
  for (const { id, fix } of controls) {
    const missing = new Set(
      findings.filter(({ control }) => control === id).map(({ asset }) => assetName(asset)),
    )
    for (const [path, value] of Object.entries(fix?.set ?? {})) {
      const field = { value, isSafe: fix?.safe ?? false, missing }
      fields.set(path, together(fields.get(path), field))
    }
  }
  if (fields.size === 0) return undefined
  const into = findings.some(({ asset }) => asset.container !== undefined) ? 'container' : 'pod'
  const total = new Set(findings.map(({ asset }) => assetName(asset))).size
  const isSafe = [...fields.values()].every((field) => field.isSafe)
  return { into, lines: written(nested(fields), { indent: '', total, isSafe }), isSafe }
}

/** Of two values for one field the one that leaves nothing out counts, else the first. */
function together(before: Field | undefined, next: Field): Field {
  if (before === undefined) return next
  const isWider = Array.isArray(next.value) && next.value.includes('ALL')
  return {
    value: isWider ? next.value : before.value,
    isSafe: before.isSafe && next.isSafe,
    missing: before.missing.union(next.missing),
  }
}

type Tree = Map<string, Tree | Field>

function nested(fields: ReadonlyMap<string, Field>): Tree {
  const root: Tree = new Map()
  for (const [path, field] of fields) {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    keys.reduce(below, root).set(last, field)
  }
  return root
}

function below(tree: Tree, key: string): Tree {
  const known = tree.get(key)
  if (known instanceof Map) return known
  const added: Tree = new Map()
  tree.set(key, added)
  return added
}

interface Place {
  readonly indent: string
  readonly total: number
  /** Of the whole edit: only where a part is not safe does a part that is say so. */
  readonly isSafe: boolean
}

function written(tree: Tree, at: Place): string[] {
  return [...tree].flatMap(([key, value]) =>
    value instanceof Map
      ? [`${at.indent}${key}:`, ...written(value, { ...at, indent: `${at.indent}  ` })]
      : [`${at.indent}${key}: ${textOf(value.value)}${comment(value, at)}`],
  )
}

function textOf(value: FixValue): string {
  if (Array.isArray(value)) return `[${value.join(', ')}]`
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function comment({ value, isSafe, missing }: Field, edit: Place): string {
  const notes = [
    ...(value === null ? ['remove the field'] : []),
    ...(missing.size < edit.total ? [`missing in ${missing.size} of ${edit.total}`] : []),
    ...(isSafe && !edit.isSafe ? ['safe'] : []),
  ]
  return notes.length === 0 ? '' : `  # ${notes.join('; ')}`
}
