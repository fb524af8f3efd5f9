import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve, sep } from 'node:path'

import type { Document } from '../../model/origin.ts'
import { type Problem, problemOf } from '../../model/problem.ts'
import { type ProgramResult, renderLimits, type RunProgram, shellWord } from '../program.ts'
import { nothingRendered, type Rendered } from '../rendered.ts'
import { innermostReason } from './advice.ts'
import { locatedRendering } from './locate.ts'
import type { Plan } from './plan.ts'

export interface KustomizeOptions {
  /** The renderer and the words before the folder: `kustomize build`, `kubectl kustomize`. Nothing where there is none. */
  readonly renderer: { readonly file: string; readonly verb: 'build' | 'kustomize' } | undefined
  readonly run: RunProgram
  readonly cwd: string
  /** Folders whose contents may be read. */
  readonly roots: readonly string[]
  /** Scanned texts by shown path. */
  readonly documents: ReadonlyMap<string, Document>
}

/** Renders a kustomization without network, plugins and charts, kept to its own folders. */
export async function renderKustomization(plan: Plan, options: KustomizeOptions): Promise<Rendered> {
  const { path } = plan.root.document
  if (plan.obstacles.length > 0) return { ...nothingRendered, problems: plan.obstacles }
  const outside = folderOutside(plan, options)
  if (outside !== undefined) return failed(outside)
  if (options.renderer === undefined) return failed(noRenderer(path))
  const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'bulkhead-kustomize-'))
  try {
    const result = await build(plan, scratch, options)
    return result.isOk
      ? rendered(result.stdout, plan, { ...options, scratch })
      : failed(renderFailed(result, path, options.cwd))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Builds through an overlay that asks for the origin of every object. */
function build(plan: Plan, scratch: string, options: KustomizeOptions): Promise<ProgramResult> {
  const overlay = join(scratch, 'overlay')
  mkdirSync(overlay)
  const folder = realpathSync(resolve(options.cwd, plan.root.folder))
  const wrapper = {
    resources: [relative(overlay, folder).split(sep).join('/')],
    buildMetadata: ['originAnnotations'],
  }
  writeFileSync(join(overlay, 'kustomization.yaml'), JSON.stringify(wrapper))
  const closed = 'http://127.0.0.1:9'
  return options.run({
    file: options.renderer?.file ?? '',
    args: [options.renderer?.verb ?? 'build', overlay],
    // Without PATH there is no git to fetch with, and no plugin.
    env: { HOME: scratch, PATH: '', HTTP_PROXY: closed, HTTPS_PROXY: closed },
    cwd: overlay,
    ...renderLimits,
  })
}

function rendered(
  output: string,
  plan: Plan,
  options: KustomizeOptions & { readonly scratch: string },
): Rendered {
  const overlay = join(options.scratch, 'overlay')
  const shown = (path: string): string =>
    relative(realpathSync(options.cwd), resolve(overlay, path)).split(sep).join('/')
  const patches = plan.bases.flatMap(({ folder, kustomization }) =>
    kustomization.patches.flatMap(({ path }) => options.documents.get(shownIn(folder, path)) ?? []),
  )
  const document = locatedRendering(output, {
    root: plan.root,
    bases: plan.bases,
    patches,
    fileOf: (path) => options.documents.get(shown(path)),
  })
  const editable = [...patches, ...plan.bases.map((base) => base.document)]
  const resources = [...plan.resources].flatMap((path) => options.documents.get(path) ?? [])
  return {
    ...nothingRendered,
    documents: [document],
    templates: new Map([...editable, ...resources].map(({ path, text }) => [path, text])),
  }
}

function shownIn(folder: string, path: string): string {
  return relative('.', join(folder, path)).split(sep).join('/')
}

/** kustomize reads any folder that a kustomization names as a base. */
function folderOutside(plan: Plan, { cwd, roots }: KustomizeOptions): Problem | undefined {
  const allowed = roots.map((root) => realpathSync(root))
  for (const { folder, kustomization, document } of plan.bases) {
    for (const { path } of [...kustomization.resources, ...kustomization.patches, ...kustomization.others]) {
      const real = realPath(resolve(cwd, folder, path))
      if (real === undefined || allowed.some((root) => real === root || real.startsWith(root + sep))) continue
      const message = `Nothing was rendered from here: '${path}' lies outside the scanned folder.`
      const common = shellWord(dirname(document.path))
      return {
        ...problemOf('outside-root', message, document.path),
        remedy: `Scan a folder that holds both ${common} and what it refers to.`,
      }
    }
  }
  return undefined
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

function failed(problem: Problem): Rendered {
  return { ...nothingRendered, problems: [problem] }
}

function noRenderer(path: string): Problem {
  const byHand = `kubectl kustomize ${shellWord(dirname(path))} > FILE`
  return {
    ...problemOf(
      'no-renderer',
      'The kustomization was not rendered: there is no kustomize or kubectl on PATH.',
      path,
    ),
    remedy: `Install one, or name it with --kustomize FILE or --kubectl FILE; or render by hand, ${byHand}, and scan FILE.`,
  }
}

function renderFailed(result: Extract<ProgramResult, { isOk: false }>, path: string, cwd: string): Problem {
  const reason = innermostReason(result.stderr.replaceAll(`${realpathSync(cwd)}${sep}`, '')) || result.reason
  return {
    ...problemOf('render-failed', `kustomize cannot render this: ${reason}`, path),
    remedy: `Correct it until this works: kubectl kustomize ${shellWord(dirname(path))}. What it is made of was read file by file.`,
  }
}
