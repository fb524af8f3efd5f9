import type { ImageBuild } from '../../model/image-build.ts'
import { stated, unset } from '../../model/known.ts'
import type { Document } from '../../model/origin.ts'
import { type Problem, problemAt } from '../../model/problem.ts'
import type { Parsed } from '../parsed.ts'
import { readInstruction } from './instruction.ts'
import { type RawDockerfile, type RawInstruction, splitDockerfile } from './split.ts'
import { Stages } from './stages.ts'

/** A file with more wrong lines than this is reported so, not line by line. */
const mostProblems = 20

/**
 * Reads a Dockerfile: stages, instructions with their variables resolved, the single commands of RUN. What is no
 * instruction is a problem at its place, and the rest is read.
 */
export function parseDockerfile(document: Document): Parsed {
  const raw = splitDockerfile(document)
  const problems: Problem[] = []
  const stages = new Stages()
  for (const each of raw.instructions) {
    const problem = readInto(stages, each, { document, escape: raw.escape })
    if (each.isUnclear) problems.push(unclear(document, each.start))
    if (problem !== undefined && problems.length < mostProblems) problems.push(problem)
  }
  if (stages.isEmpty) return { facts: [], problems: [], objectCount: 0 }
  return { facts: [makeBuild(document, raw, stages)], problems, objectCount: 1 }
}

/** Adds one instruction to its stage, and tells what is wrong with it. */
function readInto(
  stages: Stages,
  raw: RawInstruction,
  source: { readonly document: Document; readonly escape: string },
): Problem | undefined {
  const { document } = source
  const isFrom = /^from\b/i.test(document.text.slice(raw.start, raw.start + 5))
  const lookUp = stages.lookUpFor(isFrom)
  const read = readInstruction(raw, { ...source, lookUp })
  if (read.kind === 'unknown') return noInstruction(document, read)
  const isEarly = stages.isEmpty && !isFrom && read.instruction.keyword !== 'ARG'
  stages.add(read.instruction, read.isTrigger)
  return isEarly ? noFrom(document, raw.start) : undefined
}

function makeBuild(document: Document, { syntax }: RawDockerfile, stages: Stages): ImageBuild {
  const all = stages.finish()
  const origin = all.at(-1)?.origin ?? { document, start: 0, end: 0 }
  return {
    asset: 'image-build',
    apiVersion: '',
    kind: 'Dockerfile',
    namespace: '',
    name: document.path,
    isNamespaceStated: false,
    labels: new Map(),
    annotations: new Map(),
    origin,
    confidence: 'confirmed',
    syntax:
      syntax === undefined
        ? unset()
        : stated(syntax.text, { document, start: syntax.start, end: syntax.end }),
    globals: stages.globals,
    stages: all,
  }
}

function unclear(document: Document, offset: number): Problem {
  const message = 'The here-document of this instruction cannot be read; lines behind it may be lost.'
  return problemAt('broken-syntax', message, { document, offset })
}

function noFrom(document: Document, offset: number): Problem {
  return problemAt('broken-syntax', 'An instruction stands before the first FROM; the build stops here.', {
    document,
    offset,
  })
}

function noInstruction(document: Document, { word, offset }: { word: string; offset: number }): Problem {
  return word.includes('{{')
    ? problemAt('unrendered-template', 'The line is an unrendered template expression.', { document, offset })
    : problemAt('broken-syntax', `'${word}' is no Dockerfile instruction.`, { document, offset })
}
