import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'

import { type Dependency, withoutDependencies } from './chart.ts'

const maxChartEntries = 20_000

/** Why helm may not see a folder: it follows links, and waits for pipes. */
export function findObstacle(folder: string, root: string): string | undefined {
  let entries = 0
  const look = (here: string): string | undefined => {
    for (const entry of readdirSync(here, { withFileTypes: true })) {
      const path = join(here, entry.name)
      const shown = relative(folder, path)
      if (++entries > maxChartEntries) return `it has more than ${maxChartEntries} files.`
      if (entry.isSymbolicLink()) {
        if (existsSync(path) && !isInside(path, root))
          return `its link ${shown} leads out of the scanned folder.`
      } else if (entry.isDirectory()) {
        const found = look(path)
        if (found !== undefined) return found
      } else if (!entry.isFile()) return `${shown} is a pipe, a socket or a device.`
    }
    return undefined
  }
  return look(folder)
}

function isInside(path: string, root: string): boolean {
  const real = realpathSync(path)
  const realRoot = realpathSync(root)
  return real === realRoot || real.startsWith(realRoot + sep)
}

/** The text of a file below the root; nothing where it is none, or lies elsewhere. */
export function readInside(file: string, root: string): string | undefined {
  try {
    const real = realpathSync(file)
    return isInside(real, root) && lstatSync(real).isFile() ? readFileSync(real, 'utf8') : undefined
  } catch {
    return undefined
  }
}

export interface Copy {
  readonly folder: string
  /** Dependencies that are nowhere. */
  readonly absent: readonly string[]
  /** Dependencies that lie beside the chart (`repository: file://../common`), by name. */
  readonly beside: ReadonlyMap<string, string>
}

interface CopyTask {
  readonly dependencies: readonly Dependency[]
  readonly missing: readonly string[]
  readonly scratch: string
}

/** A copy of a chart without the dependencies that nobody fetched; those that lie beside it are put in. */
export function copyWithout(
  chart: { readonly folder: string; readonly root: string; readonly manifest: { readonly text: string } },
  { dependencies, missing, scratch }: CopyTask,
): Copy {
  const folder = join(scratch, 'chart')
  cpSync(chart.folder, folder, { recursive: true, dereference: true })
  const beside = new Map<string, string>()
  for (const { name, repository } of dependencies) {
    const source = resolve(chart.folder, repository.replace(/^file:\/\//, ''))
    if (!missing.includes(name) || !repository.startsWith('file://') || !isChart(source, chart.root)) continue
    cpSync(source, join(folder, 'charts', name), { recursive: true, dereference: true })
    beside.set(name, source)
  }
  const absent = missing.filter((name) => !beside.has(name))
  writeFileSync(join(folder, 'Chart.yaml'), withoutDependencies(chart.manifest.text, absent))
  rmSync(join(folder, 'Chart.lock'), { force: true })
  return { folder, absent, beside }
}

function isChart(folder: string, root: string): boolean {
  const manifest = join(folder, 'Chart.yaml')
  return existsSync(manifest) && isInside(manifest, root) && findObstacle(folder, root) === undefined
}

/** Files that hold some values, in their order. */
export function writeTexts(scratch: string, texts: readonly { readonly text: string }[]): readonly string[] {
  return texts.map(({ text }, index) => {
    const file = join(scratch, `values-${index}.yaml`)
    writeFileSync(file, text)
    return file
  })
}

/** Gives an action a folder of its own that is gone afterwards. */
export async function withScratch<T>(action: (folder: string) => Promise<T>): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), 'bulkhead-helm-'))
  try {
    return await action(scratch)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
