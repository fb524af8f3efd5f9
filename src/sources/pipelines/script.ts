import { splitShell } from '../../kernel/shell.ts'
import { type ShellCommand } from '../../kernel/shell-command.ts'
import { hidden, type Known, stated } from '../../model/known.ts'
import type { Fields } from '../../values/fields.ts'

/**
 * Commands of a script that stands in a YAML scalar. A word's place is exact in a line of its own (`|` blocks keep their
 * lines); in folded text it is the line's.
 */
export function readCommands(script: Known<string | undefined>): readonly ShellCommand[] {
  if (script.state !== 'stated' || script.value === undefined) return []
  const { value, origin } = script
  const raw = origin.document.text.slice(origin.start, origin.end)
  return splitShell(value, (offset) => origin.start + placeIn(raw, value, offset))
}

/** Inputs are texts: `"false"` is as good as `false`. An expression is hidden. */
export function readSwitch(fields: Fields, key: string, fallback: boolean): Known<boolean> {
  const written = fields.freeScript(key)
  if (written.state === 'default') return { state: 'default', value: fallback }
  const text = written.state === 'stated' ? (written.value ?? '').toLowerCase() : ''
  if (text === 'true' || text === 'false') return stated(text === 'true', written.origin)
  return hidden('an expression decides', written.origin)
}

/** The offset in the raw text of an offset in the decoded one, line by line. */
function placeIn(raw: string, value: string, offset: number): number {
  const lineStart = value.lastIndexOf('\n', offset - 1) + 1
  let rawStart = 0
  for (let at = value.indexOf('\n'); at !== -1 && at < lineStart; at = value.indexOf('\n', at + 1)) {
    const next = raw.indexOf('\n', rawStart)
    if (next === -1) break
    rawStart = next + 1
  }
  const indent = /^[ \t]*/.exec(raw.slice(rawStart, rawStart + 200))?.[0].length ?? 0
  return Math.min(rawStart + indent + (offset - lineStart), Math.max(raw.length - 1, 0))
}
