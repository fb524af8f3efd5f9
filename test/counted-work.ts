import { Session } from 'node:inspector/promises'
import type { Profiler } from 'node:inspector'

/**
 * How often the parts of our own functions run, once for each size: the same for the same input, whatever else the
 * machine does. The first run counts for nothing: it fills what is kept for all others.
 */
async function countWork(run: (size: number) => void, sizes: readonly number[]): Promise<readonly number[]> {
  const session = new Session()
  session.connect()
  try {
    await session.post('Profiler.enable')
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
    const counts: number[] = []
    for (const size of [sizes[0] ?? 0, ...sizes]) {
      run(size)
      counts.push(workIn((await session.post('Profiler.takePreciseCoverage')).result))
    }
    return counts.slice(1)
  } finally {
    session.disconnect()
  }
}

/** Calls of functions, and turns of loops and branches within them. */
function workIn(scripts: readonly Profiler.ScriptCoverage[]): number {
  return scripts
    .filter(({ url }) => url.includes('/src/'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0)
}

/** Whether eight times the input takes more than twelve times the work: quadratic work takes sixty-four times. */
export async function growsFaster(run: (size: number) => void, size: number): Promise<boolean> {
  const [few = 0, many = 0] = await countWork(run, [size, 8 * size])
  return many > 12 * few
}
