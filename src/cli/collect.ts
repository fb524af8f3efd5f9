import { realpathSync } from 'node:fs'
import { dirname as folderOf } from 'node:path/posix'

import type { ScanInput } from '../engine/scan-input.ts'
import { inTurns } from '../kernel/in-turns.ts'
import { problemOf } from '../model/problem.ts'
import {
  type FoundFile,
  type FoundFiles,
  type ReadOptions,
  readFiles,
  shownPath,
} from '../sources/files/read.ts'
import { decodeText } from '../sources/files/text.ts'
import { changedSince, type GitOptions } from '../sources/git/read.ts'
import type { HelmOptions } from '../sources/helm/read.ts'
import { isLoosePatch } from '../sources/kustomize/loose-patch.ts'
import { planKustomizations } from '../sources/kustomize/plan.ts'
import { type KustomizeOptions, renderKustomization } from '../sources/kustomize/read.ts'
import { joinRendered } from '../sources/rendered.ts'
import { renderCharts } from './charts.ts'
import { type Unpacked, withPackedCharts } from './packed-charts.ts'
import { type Composed, renderersAtOnce } from './composed.ts'
import { UsageError } from './world.ts'

export interface CollectOptions extends ReadOptions {
  readonly helm: Omit<HelmOptions, 'show'>
  readonly kustomize: Pick<KustomizeOptions, 'renderer' | 'run'>
  /** Set where standard input is scanned, too. */
  readonly readStdin?: (() => Uint8Array) | undefined
  /** Set where only findings in changed files are reported. */
  readonly changed?: (Omit<GitOptions, 'cwd'> & { readonly ref: string }) | undefined
}

/** Reads everything that some paths hold: files as they stand, charts and kustomizations as they render. */
export async function collect(paths: readonly string[], options: CollectOptions): Promise<ScanInput> {
  const isChanged = await changedFiles(options)
  const found = withStdin(readFiles(paths, options), options)
  const show = (path: string): string => shownPath(path, options.cwd)
  return withPackedCharts({ found, show }, (unpacked) => compose(unpacked, options, isChanged))
}

async function compose(
  { found, show }: Unpacked,
  options: CollectOptions,
  isChanged: ReadonlySet<string> | undefined,
): Promise<ScanInput> {
  const charts = await renderCharts(found.files, { ...options, show })
  const outsideCharts = found.files.filter(({ document }) => !charts.isConsumed(document.path))
  const kustomizations = await renderKustomizations(outsideCharts, options)
  const rendered = joinRendered([charts, kustomizations])
  const plain = outsideCharts
    .map(({ document }) => charts.mark(document))
    .filter(({ path }) => !kustomizations.isConsumed(path))
  return {
    documents: [...plain, ...rendered.documents],
    problems: [...found.problems, ...rendered.problems],
    skipped: [...found.skipped, ...rendered.skipped],
    templates: rendered.templates,
    ...(isChanged === undefined
      ? {}
      : { isReported: touched(isChanged, [...charts.units, ...kustomizations.units]) }),
  }
}

/** Shown paths of changed files; nothing where all findings are reported. */
async function changedFiles({ changed, cwd }: CollectOptions): Promise<ReadonlySet<string> | undefined> {
  if (changed === undefined) return undefined
  const result = await changedSince(changed.ref, { ...changed, cwd })
  if (!result.isKnown) throw new UsageError(`Option --changed-since: ${result.reason}`)
  const realCwd = realpathSync(cwd)
  return new Set([...result.paths].map((path) => shownPath(path, realCwd)))
}

function touched(
  changed: ReadonlySet<string>,
  units: readonly ((path: string) => boolean)[],
): (path: string) => boolean {
  const changedUnits = units.filter((isPart) => [...changed].some(isPart))
  return (path) => changed.has(path) || changedUnits.some((isPart) => isPart(path))
}

function withStdin(found: FoundFiles, { readStdin, maxFileBytes, cwd }: CollectOptions): FoundFiles {
  if (readStdin === undefined) return found
  const bytes = readStdin()
  const decoded = bytes.length > maxFileBytes ? undefined : decodeText(bytes)
  if (decoded === undefined || 'reason' in decoded) {
    const problem =
      decoded === undefined
        ? problemOf(
            'too-large',
            `Standard input has ${bytes.length} bytes; the limit is ${maxFileBytes}.`,
            '-',
          )
        : problemOf('not-text', decoded.reason, '-')
    return { ...found, problems: [...found.problems, problem] }
  }
  const document = { path: '-', text: decoded.text }
  const file: FoundFile = { kind: 'manifest', document, absolutePath: '-', root: cwd }
  return { ...found, files: [file, ...found.files] }
}

async function renderKustomizations(
  files: readonly FoundFile[],
  { cwd, kustomize }: CollectOptions,
): Promise<Composed> {
  const kustomizations = files.filter(({ kind }) => kind === 'kustomization').map(({ document }) => document)
  const { plans, parts, unused } = planKustomizations(kustomizations)
  const documents = new Map(files.map(({ document }) => [document.path, document]))
  const roots = [...new Set(files.filter(({ kind }) => kind === 'kustomization').map(({ root }) => root))]
  const consumed = new Set(parts)
  const rendered = await inTurns(plans, renderersAtOnce, async (plan) => {
    const one = await renderKustomization(plan, { ...kustomize, cwd, roots, documents })
    // What failed is read file by file: less exact, but not silent.
    if (one.documents.length > 0) for (const path of plan.resources) consumed.add(path)
    return one
  })
  const units = plans.map(
    ({ files }) =>
      (path: string) =>
        files.has(path),
  )
  const all = joinRendered(rendered)
  const folders = new Set(kustomizations.map(({ path }) => folderOf(path)))
  const loose = files
    .map(({ document }) => document)
    .filter((document) => !consumed.has(document.path) && isLoosePatch(document, folders))
    .map(({ path }) => path)
  for (const path of loose) consumed.add(path)
  const skipped = [
    ...unused.map((path) => ({
      path,
      reason: 'part of a component that no kustomization here uses: it was applied to nothing',
    })),
    ...loose.map((path) => ({ path, reason: 'patch that the kustomization beside it does not name' })),
  ]
  return {
    ...all,
    skipped: [...all.skipped, ...skipped],
    isConsumed: (path) => consumed.has(path),
    units,
  }
}
