import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseConfig } from '../../src/config/parse.ts'
import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'
import { attacks } from './reports.ts'

const examples = join(import.meta.dirname, '..', '..', 'examples')

/** One of the platforms under `examples/`, with the map of breaches. */
export function exampleReport(name: 'model-platform' | 'model-platform-hardened'): Report {
  const folder = join(examples, name)
  const read = (path: string): { path: string; text: string } => ({
    path: path.replaceAll('\\', '/'),
    text: readFileSync(join(folder, path), 'utf8'),
  })
  const config = parseConfig(read('bulkhead.yaml'))
  if (config.kind !== 'config') throw new Error(`The configuration of ${name} cannot be read.`)
  const paths = globSync('*/**/*.{yaml,tf,bicep,bicepparam}', { cwd: folder }).sort()
  return scan({ documents: paths.map(read) }, { config: config.value, includesGraph: true })
}

/** A platform on which namespaces, workloads, accounts, containers, images and files have hostile names. */
export function hostileBreachReport(): Report {
  return reportOf(attacks.map((attack) => ({ path: `${attack}.yaml`, text: hostileWorkload(attack) })))
}

function hostileWorkload(name: string): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          serviceAccountName: name,
          nodeSelector: { pool: name },
          containers: [{ name, image: name, ports: [{ containerPort: 8000 }] }],
        },
      },
    },
  })
}

/** What documents say, with the map of breaches. */
export function reportOf(documents: readonly { readonly path: string; readonly text: string }[]): Report {
  return scan({ documents }, { includesGraph: true })
}

/** A platform on which nothing runs: no breach is assessed. */
export function emptyReport(): Report {
  return reportOf([])
}
