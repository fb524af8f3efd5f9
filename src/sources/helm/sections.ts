/** What one template made: helm writes `# Source: chart/templates/x.yaml` before each object. */
export interface RenderedTemplate {
  /** Path as helm names it, beginning with the chart's name. */
  readonly source: string
  /** All objects of the template, each after `---`. */
  readonly text: string
}

const sectionStart = /^---\n# Source: ([^\n]+)\n/gm

/** Takes the output of `helm template` apart, one text for each template, in order of first appearance. */
export function splitSections(output: string): readonly RenderedTemplate[] {
  const texts = new Map<string, string>()
  const matches = [...output.replaceAll('\r\n', '\n').matchAll(sectionStart)]
  matches.forEach((match, index) => {
    const [head, source = ''] = match
    const body = match.input.slice(match.index + head.length, matches[index + 1]?.index)
    texts.set(source, `${texts.get(source) ?? ''}---\n${body.endsWith('\n') ? body : `${body}\n`}`)
  })
  return [...texts].map(([source, text]) => ({ source, text }))
}
