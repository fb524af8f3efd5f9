import { splitShell } from '../../kernel/shell.ts'
import type { ShellCommand } from '../../kernel/shell-command.ts'
import { indexLines } from '../../kernel/text.ts'
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
  const placeIn = placesOf(raw, value)
  return splitShell(value, (offset) => origin.start + placeIn(offset))
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
function placesOf(raw: string, value: string): (offset: number) => number {
  const [rawLines, valueLines] = [indexLines(raw), indexLines(value)]
  return (offset) => {
    const { line, column } = valueLines.positionAt(offset)
    const start = rawLines.startOf(Math.min(line, rawLines.lineCount))
    const indent = /^[ \t]*/.exec(raw.slice(start, start + 200))?.[0].length ?? 0
    return Math.min(start + indent + column - 1, Math.max(raw.length - 1, 0))
  }
}
