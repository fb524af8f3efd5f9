// KubeHound's own test cluster and the edges that its tests expect there, read in place.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { surveyTerrain, type Terrain } from '../../../src/breach/terrain.ts'
import { parseDocuments } from '../../../src/engine/parse.ts'
import { assumedKubernetesVersion } from '../../../src/knowledge/kubernetes-versions.ts'
import { link } from '../../../src/link/link.ts'
import { shared } from '../suites.ts'

const suite = join(shared, 'conformance', 'kubehound')

/** One of KubeHound's edges with the pairs that its tests expect, and how true they are. */
export interface ExpectedEdge {
  readonly edge: string
  readonly src: string
  readonly dst: string
  readonly match: 'exact' | 'subset' | 'rule'
  readonly truth: 'sound' | 'over-approximation' | 'under-approximation' | 'partial'
  readonly pairs: readonly (readonly [string, string])[]
  /** Our techniques of the same subject. */
  readonly bulkhead: readonly string[]
  readonly scope?: string
}

interface Index {
  readonly manifests: readonly string[]
  readonly edges: readonly ExpectedEdge[]
}

export function hasKubeHound(): boolean {
  return existsSync(suite)
}

function readIndex(): Index {
  return JSON.parse(readFileSync(join(suite, 'index.json'), 'utf8')) as Index
}

/** Expectations of one edge, in the order of the index: some edges have several. */
export function edgesCalled(name: string): readonly ExpectedEdge[] {
  return readIndex().edges.filter(({ edge }) => edge === name)
}

/** The cluster that KubeHound's tests run on. */
export function kubeHoundTerrain(): Terrain {
  const { facts } = parseDocuments(
    readIndex().manifests.map((path) => ({ path, text: readFileSync(join(suite, path), 'utf8') })),
  )
  const platform = link(facts, {
    kubernetesVersion: assumedKubernetesVersion,
    platformNamespaces: [],
    untrustedNamespaces: [],
  })
  return surveyTerrain(platform, { facts: {}, tenants: {} })
}
