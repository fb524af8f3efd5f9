import type { AnyTechnique } from '../breach/any-technique.ts'
import type { TechniqueExample, TechniqueExamples } from '../breach/technique.ts'
import { barriers } from '../knowledge/barriers.ts'

const sections: readonly (readonly [keyof TechniqueExamples, string])[] = [
  ['open', 'Open'],
  ['barred', 'Barred'],
  ['closed', 'Closed'],
  ['unknown', 'Unknown'],
]

/** The page of a technique in Markdown: what `bulkhead explain` prints. */
export function techniquePage(technique: AnyTechnique): string {
  return [
    `# ${technique.id} ${technique.title}`,
    '',
    ...factTable(technique),
    '',
    '## How',
    '',
    technique.rationale,
    '',
    ...barrierSection(technique),
    ...sections.flatMap(([state, title]) => exampleSection(title, technique.examples[state])),
  ].join('\n')
}

function factTable(technique: AnyTechnique): string[] {
  const { drift } = technique
  const rows: readonly (readonly [string, string])[] = [
    ['name', `\`${technique.name}\``],
    ['from', technique.from],
    ['to', technique.to.join(', ')],
    ['guarantees', technique.guarantees.join(', ')],
    ['ATT&CK', technique.attack.join(', ') || 'none'],
    ['Microsoft threat matrix', technique.matrix.join(', ') || 'none'],
    ['threat vector', technique.vector],
    ['one wrong field opens it', drift === undefined ? 'no' : `yes; rejected by: ${drift.rejectedBy}`],
    ['controls', technique.controls.map((name) => `\`${name}\``).join(', ') || 'none'],
  ]
  return ['| | |', '| --- | --- |', ...rows.map(([key, value]) => `| ${key} | ${value} |`)]
}

function barrierSection({ barriers: ids }: AnyTechnique): string[] {
  if (ids.length === 0) return []
  const lines = ids.map((id) => {
    const { title, domain, mode } = barriers[id]
    return `- ${id}: ${title} (${mode}; domain ${domain})`
  })
  return ['## What may stand in the way', '', ...lines, '']
}

function exampleSection(title: string, examples: readonly TechniqueExample[]): string[] {
  if (examples.length === 0) return []
  return [`## ${title}`, '', examples.map(exampleText).join('\n\n'), '']
}

function exampleText(example: TechniqueExample): string {
  const { manifest, facts } = typeof example === 'string' ? { manifest: example, facts: {} } : example
  const stated = Object.entries(facts).map(([name, value]) => `# fact ${name}: ${value}`)
  return ['```yaml', ...stated, manifest.trim(), '```'].join('\n')
}
