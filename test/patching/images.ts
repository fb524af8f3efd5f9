// Reports about images, made by hand.
import { groupFixes } from '../../src/images/fixes.ts'
import type { Match } from '../../src/images/advisories/match.ts'
import type { ImageReport } from '../../src/images/image-report.ts'
import type { BaseImage } from '../../src/images/base.ts'
import type { Trust } from '../../src/model/platform.ts'
import type { UsedImage } from '../../src/findings/patching/make-plan.ts'

interface Flaw extends Partial<Omit<Match, 'package'>> {
  readonly package?: string
  readonly layer?: number
}

/** A flaw of `bash`, high, fixed, published on 1 November. */
export function flaw(vulnerability: string, more: Flaw = {}): Match {
  const { package: name = 'bash', layer = 0, ...rest } = more
  return {
    vulnerability,
    advisories: [vulnerability],
    package: { kind: 'deb', name, version: '1', file: 'status', layer, isOwned: false },
    severity: 'high',
    fixed: '2',
    fixKnown: { day: '2026-11-01', by: 'published' },
    isInert: false,
    ...rest,
  }
}

interface Made {
  readonly layers?: readonly string[]
  readonly flaws?: readonly Match[]
  readonly digest?: string
  readonly base?: BaseImage
  readonly weaknesses?: ImageReport['weaknesses']
}

export function imageReport(
  reference: string,
  { layers = [], flaws = [], digest, base, weaknesses = [] }: Made = {},
): ImageReport {
  return {
    schema: 1,
    tool: { name: 'bulkhead', version: '0' },
    image: {
      reference,
      tags: [],
      ...(digest === undefined ? {} : { digest }),
      ...(base === undefined ? {} : { base }),
    },
    layers: layers.map((diffId, index) => ({
      index,
      diffId,
      origin: 'unknown',
      entries: 0,
      bytes: 0,
      packages: 0,
    })),
    fixes: groupFixes(flaws, () => 'unknown'),
    vulnerabilities: flaws,
    weaknesses,
    modelFiles: [],
    packages: [],
    problems: [],
  }
}

export function used(report: ImageReport, trust: Trust = 'untrusted', file = 'deploy.yaml'): UsedImage {
  return { report, trust, places: [{ file, line: 7, column: 3 }] }
}
