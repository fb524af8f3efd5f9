/** Lines up to an empty one, as package databases keep them. */
export interface Paragraph {
  /** Of its first line, counted from 1. */
  readonly line: number
  readonly fields: ReadonlyMap<string, string>
}

/**
 * Paragraphs of `Name: value` lines (deb822(5)); of names that stand twice the first counts, and lines that go on are
 * dropped: nothing that is asked for goes over several. Names may be written in capitals or not; a line of blanks is empty.
 */
export function* readParagraphs(text: string, wanted: ReadonlySet<string>): Generator<Paragraph> {
  let fields = new Map<string, string>()
  let [start, line] = [1, 0]
  const known = new Map([...wanted].map((name) => [name.toLowerCase(), name]))
  for (const each of linesOf(text)) {
    line++
    if (each.trim() === '') {
      if (fields.size > 0) yield { line: start, fields }
      fields = new Map()
      start = line + 1
      continue
    }
    const [written = '', value = ''] = fieldOf(each)
    const name = known.get(written.toLowerCase())
    if (name !== undefined && !fields.has(name)) fields.set(name, value)
  }
  if (fields.size > 0) yield { line: start, fields }
}

/** Nothing for a line that goes on. */
function fieldOf(line: string): readonly string[] {
  const colon = line.indexOf(':')
  const goesOn = line[0] === ' ' || line[0] === '\t'
  return colon < 1 || goesOn ? [] : [line.slice(0, colon).trimEnd(), line.slice(colon + 1).trim()]
}

/** The lines of a text without their ends; a text may be as long as a string can be. */
export function* linesOf(text: string): Generator<string> {
  for (let start = 0; start <= text.length;) {
    const end = text.indexOf('\n', start)
    const stop = end === -1 ? text.length : end
    yield text.slice(start, text[stop - 1] === '\r' && stop > start ? stop - 1 : stop)
    start = stop + 1
  }
}
