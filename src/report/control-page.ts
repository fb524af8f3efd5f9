import type { AnyControl } from '../controls/any-control.ts'
import { type Barrier, barriers } from '../knowledge/barriers.ts'

/** The page of a control in Markdown: what `bulkhead explain` prints and what stands in `docs/controls`. */
export function controlPage(control: AnyControl): string {
  return [
    `# ${control.id} ${control.title}`,
    '',
    ...factTable(control),
    '',
    '## Why',
    '',
    control.rationale,
    '',
    '## Remediation',
    '',
    control.remediation,
    '',
    ...fixSection(control),
    ...configSection(control.examples.config),
    ...exampleSection('Fails', control.examples.fail, control),
    ...exampleSection('Passes', control.examples.pass, control),
    ...exampleSection('Unknown', control.examples.unknown, control),
    ...referenceSection(control),
  ].join('\n')
}

function factTable(control: AnyControl): string[] {
  const rows: readonly (readonly [string, string])[] = [
    ['name', `\`${control.name}\``],
    ['layer', control.layer],
    ['severity', control.severity],
    ['confidence', control.confidence ?? 'confirmed'],
    ['applies to', control.applies],
    ['guarantees', control.guarantees.join(', ')],
    ['barriers', control.barriers.map(barrierText).join(', ') || 'none'],
    ['threat vector', control.vector],
    ['waivable', control.isLocked === true ? 'no' : 'yes'],
  ]
  return ['| | |', '| --- | --- |', ...rows.map(([key, value]) => `| ${key} | ${value} |`)]
}

function barrierText(barrier: Barrier): string {
  return `${barrier} (${barriers[barrier].domain})`
}

function fixSection({ fix }: AnyControl): string[] {
  if (fix === undefined) return []
  const edits = Object.entries(fix.set).map(([path, value]) => `- \`${path}\` → \`${JSON.stringify(value)}\``)
  return [
    `A machine can do this (${fix.safe ? 'safe' : 'unsafe: it may change what works'}):`,
    '',
    ...edits,
    '',
  ]
}

function configSection(config: string | undefined): string[] {
  if (config === undefined) return []
  return ['The examples are judged with this `bulkhead.yaml`:', '', `\`\`\`yaml\n${config}\n\`\`\``, '']
}

function exampleSection(title: string, examples: readonly string[], control: AnyControl): string[] {
  if (examples.length === 0) return []
  const language = control.layer === 'image' ? 'dockerfile' : 'yaml'
  const blocks = examples.map((example) => `\`\`\`${language}\n${example.replace(/\n$/, '')}\n\`\`\``)
  return [`## ${title}`, '', blocks.join('\n\n'), '']
}

function referenceSection({ references, differs }: AnyControl): string[] {
  if (references.length === 0) return []
  const lines = references.map((reference) => {
    const difference = differs?.[reference]
    return difference === undefined ? `- ${reference}` : `- ${reference}; differs: ${difference}`
  })
  return ['## References', '', ...lines, '']
}
