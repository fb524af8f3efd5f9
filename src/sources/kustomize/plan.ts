import { dirname, join, normalize } from 'node:path/posix'

import type { Document } from '../../model/origin.ts'
import { type Problem, problemAt, type ProblemCode } from '../../model/problem.ts'
import { isRemote, type Kustomization, readKustomization } from './kustomization.ts'

/** A folder with a kustomization in it. */
export interface Base {
  readonly folder: string
  readonly document: Document
  readonly kustomization: Kustomization
}

/** All that one root is rendered from. */
export interface Plan {
  readonly root: Base
  /** The root and everything below it, the root first. */
  readonly bases: readonly Base[]
  /** Shown paths of files of objects. */
  readonly resources: ReadonlySet<string>
  /** Shown paths of everything that it is made of. */
  readonly files: ReadonlySet<string>
  /** Why it must not be rendered. */
  readonly obstacles: readonly Problem[]
}

/** What to render, and what has no meaning of its own. */
export interface Plans {
  readonly plans: readonly Plan[]
  /** Shown paths of kustomizations, patches and generators' files: no objects, whether rendering works or not. */
  readonly parts: ReadonlySet<string>
  /** Shown paths of components that nothing refers to, with their patches: nobody says what they would amend. */
  readonly unused: readonly string[]
}

/** Finds what to render: every kustomization that no other one refers to, but components. */
export function planKustomizations(documents: readonly Document[]): Plans {
  const bases = new Map<string, Base>()
  for (const document of documents) {
    const kustomization = readKustomization(document.text)
    const folder = dirname(document.path)
    if (kustomization !== undefined) bases.set(folder, { folder, document, kustomization })
  }
  const all = [...bases.values()]
  const used = new Set(all.flatMap((base) => basesBelow(base, bases).map(({ folder }) => folder)))
  return {
    plans: all
      .filter(({ folder, kustomization }) => !used.has(folder) && !kustomization.isComponent)
      .map((root) => planOf(root, bases)),
    parts: new Set([...all.map(({ document }) => document.path), ...partsOf(all)]),
    unused: all
      .filter(({ folder, kustomization }) => kustomization.isComponent && !used.has(folder))
      .flatMap((base) => [base.document.path, ...partsOf([base])]),
  }
}

function partsOf(bases: readonly Base[]): readonly string[] {
  return bases.flatMap(({ folder, kustomization: { patches, others } }) =>
    [...patches, ...others].map(({ path }) => normalize(join(folder, path))),
  )
}

function basesBelow(base: Base, bases: ReadonlyMap<string, Base>): Base[] {
  return base.kustomization.resources.flatMap(({ path }) => {
    const below = bases.get(normalize(join(base.folder, path)).replace(/\/$/, ''))
    return below === undefined || below === base ? [] : [below]
  })
}

function planOf(root: Base, all: ReadonlyMap<string, Base>): Plan {
  const bases = new Set([root])
  for (const base of bases) for (const below of basesBelow(base, all)) bases.add(below)
  const resources = [...bases].flatMap(({ folder, kustomization }) =>
    kustomization.resources.map(({ path }) => normalize(join(folder, path))),
  )
  return {
    root,
    bases: [...bases],
    resources: new Set(resources),
    files: new Set([
      ...resources,
      ...partsOf([...bases]),
      ...[...bases].map(({ document }) => document.path),
    ]),
    obstacles: [...bases].flatMap(obstaclesOf),
  }
}

function obstaclesOf(base: Base): Problem[] {
  const { resources, patches, others, helm } = base.kustomization
  const remote = [...resources, ...patches, ...others]
    .filter(({ path }) => isRemote(path))
    .map((each) =>
      obstacle('remote-base', `Nothing was rendered from here: '${printed(each.path)}' would be fetched.`, {
        base,
        offset: each.start,
      }),
    )
  if (helm === undefined) return remote
  const message = 'Nothing was rendered from here: kustomize would fetch and inflate a Helm chart.'
  const charts = obstacle('render-failed', message, { base, offset: helm })
  return [
    ...remote,
    { ...charts, remedy: 'Render the chart with helm template, and name its output under resources.' },
  ]
}

function obstacle(
  code: ProblemCode,
  message: string,
  { base, offset }: { base: Base; offset: number },
): Problem {
  return problemAt(code, message, { document: base.document, offset })
}

function printed(path: string): string {
  return path.length > 120 ? `${path.slice(0, 120)}…` : path
}
