// How long exact depths take on a large platform, for all starts and five kinds of target, and how that grows.
import { prepareDepths } from '../src/breach/depth/solve.ts'
import type { Choice } from '../src/breach/depth/graph.ts'
import { platformGraph, type PlatformGraph, usualSize } from './platform-graph.ts'

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function measure({ graph, starts, namespaceOf, queries }: PlatformGraph): number {
  const begin = performance.now()
  const solver = prepareDepths(graph)
  print(`  prepared in ${Math.round(performance.now() - begin)} ms`)
  for (const [name, query] of Object.entries(queries)) {
    const before = performance.now()
    const answer = solver.answer(query)
    const counts = new Map<string, number>()
    starts.forEach((start, index) => {
      const choice: Choice =
        query.kept === 2 ? { kind: 'except', tag: namespaceOf[index] ?? 0 } : { kind: 'any' }
      const { least, most } = answer.depth(start, choice)
      const key = least === most ? `${least}` : `${least}-${most}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    })
    const depths = [...counts].sort().map(([depth, count]) => `${depth}: ${count}`)
    print(`  ${name.padEnd(22)} ${Math.round(performance.now() - before)} ms   ${depths.join(', ')}`)
  }
  return performance.now() - begin
}

for (const pods of [500, 1000, 2000, 5000]) {
  const platform = platformGraph({ ...usualSize, pods })
  print(`${pods} pods, ${platform.graph.edges.barriers.length} edges, ${platform.graph.domainCount} domains`)
  print(`  in all ${Math.round(measure(platform))} ms, ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`)
}
