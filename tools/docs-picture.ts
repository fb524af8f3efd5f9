// The picture of the guide to breaches, drawn from the example platform.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { runCommandLine } from '../src/cli/run.ts'
import type { World } from '../src/cli/world.ts'
import type { RouteReport } from '../src/findings/breach-report.ts'
import type { Report } from '../src/findings/report.ts'
import { type Section, sectionOf } from '../src/report/picture/section.ts'
import { renderPicture } from '../src/report/picture/standalone.ts'

const example = 'examples/model-platform'

/** Of the routes on the example platform, the one on which most kinds of walls can be seen. */
export async function examplePicture(root: string): Promise<string> {
  const routes = await exampleRoutes(root)
  const sections = routes.map(sectionOf).sort((a, b) => varietyOf(b) - varietyOf(a))
  const [best] = sections
  if (best === undefined) throw new Error(`${example} shows no route.`)
  return renderPicture(best)
}

async function exampleRoutes(root: string): Promise<readonly RouteReport[]> {
  let text = ''
  const silent = { isTerminal: false, columns: 80, write: (): void => undefined }
  const world: World = {
    cwd: root,
    env: {},
    stdout: { ...silent, write: (piece) => void (text += piece) },
    stderr: silent,
    readStdin: () => new Uint8Array(),
    readFile: (path) => readFileSync(path, 'utf8'),
    writeFile: () => undefined,
    today: '2026-11-23',
  }
  await runCommandLine(
    ['scan', example, '--config', join(example, 'bulkhead.yaml'), '--format', 'json'],
    world,
  )
  return (JSON.parse(text) as Pick<Report, 'breach'>).breach?.routes ?? []
}

function varietyOf({ bulkheads }: Section): number {
  const walls = bulkheads.flatMap(({ groups }) => groups.flatMap((each) => each.walls))
  return new Set(walls.map(({ state, isIntrinsic }) => `${state} ${isIntrinsic}`)).size
}
