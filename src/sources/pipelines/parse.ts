import { parseYaml } from '../../kernel/yaml.ts'
import type { Document, Origin } from '../../model/origin.ts'
import type { Pipeline } from '../../model/pipeline.ts'
import { problemAt } from '../../model/problem.ts'
import { Fields, type Reading } from '../../values/fields.ts'
import type { Parsed } from '../parsed.ts'
import { readAzure } from './azure.ts'
import { readGitHub } from './github.ts'
import { isCompositeAction } from './recognise.ts'

/** Reads a GitHub workflow or composite action (below `.github`), or a pipeline of Azure DevOps. */
export function parsePipeline(document: Document): Parsed {
  const reading: Reading = { document, problems: [] }
  const facts: Pipeline[] = []
  for (const part of parseYaml(document.text)) {
    if (part.kind === 'error') {
      reading.problems.push(problemAt('broken-syntax', part.message, { document, offset: part.offset }))
    } else if (part.root.kind === 'map') facts.push(readPipeline(new Fields(reading, part.root), document))
  }
  return { facts, problems: reading.problems, objectCount: facts.length }
}

function readPipeline(root: Fields, document: Document): Pipeline {
  const origin: Origin = { document, start: root.node?.start ?? 0, end: root.node?.start ?? 0 }
  const isGitHub = /(?:^|\/)\.github\//.test(document.path) || isCompositeAction(document)
  const parts = isGitHub ? readGitHub(root, origin) : readAzure(root, origin)
  return {
    asset: 'pipeline',
    apiVersion: '',
    kind: isGitHub ? 'Workflow' : 'Pipeline',
    namespace: '',
    name: document.path,
    isNamespaceStated: false,
    labels: new Map(),
    annotations: new Map(),
    origin,
    confidence: 'confirmed',
    system: isGitHub ? 'github' : 'azure',
    ...parts,
  }
}
