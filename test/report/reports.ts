import { registry } from '../../src/controls/registry.ts'
import { exampleDocument } from '../../src/engine/examples.ts'
import { scan } from '../../src/engine/scan.ts'
import type { Finding, Waiver } from '../../src/findings/finding.ts'
import type { ChangeReport, CutReport } from '../../src/findings/breach-report.ts'
import type { FactReport } from '../../src/findings/fact-report.ts'
import type { DefenceRow } from '../../src/findings/defence.ts'
import type { ImageFound, ImageRow } from '../../src/findings/image-rows.ts'
import type { Report } from '../../src/findings/report.ts'
import { hostileBreach, breachOf, longRoute, ofFoothold, policy, strandOf } from './breaches.ts'

const platform = `apiVersion: apps/v1
kind: Deployment
metadata: { name: llm, namespace: models }
spec:
  selector: { matchLabels: { app: llm } }
  template:
    metadata: { labels: { app: llm } }
    spec:
      hostPID: true
      restartPolicy: Always # no control cites this line
      containers:
        - name: server
          image: registry.example/llm:1
          securityContext: { privileged: true }
        - name: sidecar
          image: registry.example/sidecar:1
---
apiVersion: v1
kind: Pod
metadata: { name: agent, namespace: istio-system }
spec:
  containers: [{ name: agent, image: 'registry.example/agent:1', securityContext: { privileged: true } }]
`

/** A small platform with failing and undecided controls, a broken file and a skipped one. */
export function platformReport(): Report {
  const undecided = registry.find((control) => control.examples.unknown.length > 0)
  const hidden =
    undecided === undefined
      ? []
      : [{ ...exampleDocument(undecided, undecided.examples.unknown[0] ?? ''), path: 'hidden.yaml' }]
  return scan({
    documents: [
      { path: 'deploy/llm.yaml', text: platform },
      ...hidden,
      { path: 'broken.yaml', text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: [\n' },
      { path: 'values.yaml', text: 'colour: blue\n' },
    ],
  })
}

/** Every way out of a report that a scanned file may try. */
export const attacks: readonly string[] = [
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "';alert(1)//",
  '\u001b[2J\u001b]0;owned\u0007',
  '\r\n##vso[task.setvariable variable=token]owned',
  ';]##vso[task.complete result=Succeeded;]',
  '##[command]owned',
  '\n::error::owned',
  '](https://evil.example) [click](javascript:alert(1))',
  '@everyone fixes #1 !2 GH-3 https://evil.example www.evil.example',
  '```\n# owned',
  '`code` | cell',
  ']]></failure><testcase name="owned"/>',
  '\u202egnp.exe',
  '%0A%AZP25{0}',
  '\ud800',
  '\uffff',
]

/** A report whose every free text is an attack. */
export function hostileReport(): Report {
  const report = platformReport()
  const [first] = report.findings
  if (first === undefined) throw new Error('The platform has no findings.')
  const findings = attacks.map((attack, index) => hostileFinding(first, attack, index))
  return {
    ...report,
    breach: hostileBreach(attacks),
    findings,
    images: attacks.flatMap(hostileImages),
    problems: attacks.map((attack) => ({
      code: 'broken-syntax',
      message: attack,
      location: { file: attack, line: 1, column: 1 },
      remedy: attack,
    })),
    skipped: attacks.map((attack) => ({ path: attack, reason: attack })),
    trust: {
      ...report.trust,
      namespaces: attacks.map((name) => ({ name, trust: 'untrusted', workloads: 1 })),
    },
    sources: new Map(attacks.map((attack) => [`${attack}.yaml`, `${attack}\n${attack}\n${attack}\n`])),
  }
}

/** One image that was opened and is bad in every way, and one that was not. */
function hostileImages(attack: string): ImageRow[] {
  const named = { reference: attack, location: { file: attack, line: 1, column: 1 }, uses: 2 }
  const found: ImageFound = {
    flaws: 3,
    fixable: 2,
    exploited: 1,
    lettingIn: 2,
    maliciousModels: 1,
    doubtfulModels: 1,
    secrets: 1,
    isEnded: true,
    startsAsRoot: true,
    signature: 'fail',
    isPartial: true,
  }
  return [
    { ...named, digest: attack, platform: attack, found },
    { ...named, unopened: attack },
  ]
}

function hostileFinding(like: Finding, attack: string, index: number): Finding {
  return {
    ...like,
    asset: { kind: attack, namespace: attack, name: attack, container: attack },
    message: attack,
    location: { file: `${attack}.yaml`, line: 2, column: 1 },
    related: [{ file: attack, line: 1, column: 1 }],
    fingerprint: `${index} ${attack}`,
  }
}

const change: ChangeReport = {
  name: 'privileged-container',
  kind: 'control',
  title: 'Container runs privileged',
  cost: 2,
  routes: ['R1', 'R3'],
}

const cut: CutReport = {
  changes: [change],
  cost: 2,
  lowerBound: 2,
  isExact: true,
  unmet: [],
  ranked: [change],
}

const defence: readonly DefenceRow[] = [
  {
    tenant: 'models',
    layer: 'image',
    standing: ['I.digest'],
    unknown: [],
    missing: [],
    unattainable: [],
  },
  {
    tenant: 'models',
    layer: 'workload',
    standing: [],
    unknown: [],
    missing: [{ barrier: 'K.seccomp', because: ['seccomp-profile-missing'] }],
    unattainable: [],
  },
]

const fact = { fact: 'imds', question: 'whether pods reach it', tell: '`az aks show`', effects: [] } as const
const facts: readonly FactReport[] = [
  {
    ...fact,
    value: 'blocked',
    source: 'claimed',
    meaning: 'a firewall',
    owner: 'ops@example.com',
    date: '2026-11-02',
  },
  { ...fact, value: 'open', source: 'read', meaning: 'the default' },
  { ...fact, effects: [{ strand: 'containment', ifGood: 2, ifBad: 0 }] },
]

/** The report with a breach of every kind: routes of several lengths, strands of every verdict, facts told and open. */
export function breachedReport(): Report {
  const verdicts = ['broken', 'thin', 'unproven', 'holds'] as const
  const strands = (['data', 'influence', 'containment', 'fair-share'] as const).map((strand, index) =>
    strandOf(strand, {
      verdict: verdicts[index] ?? 'holds',
      asIs: { lower: index > 2 ? 2 : 0, upper: index },
    }),
  )
  const location = { file: 'deploy/llm.yaml', line: 13, column: 11 }
  const foothold = { name: 'models/llm/server', tenant: 'models', location, strands: strands.map(ofFoothold) }
  const routes = strands.flatMap(({ strand }, index) =>
    [1, 3, 10].map((length) => ({
      ...longRoute(length),
      ...(length === 3
        ? { undermined: [{ label: policy.label, by: 'position 2', steps: longRoute(4).steps }] }
        : {}),
      strand,
      id: `R${index * 10 + length}`,
    })),
  )
  return {
    ...waivedReport(),
    breach: breachOf({ strands, footholds: [foothold], routes, cut, defence, facts }),
  }
}

export const waiver: Waiver = {
  source: 'bulkhead.yaml',
  reason: 'Moves to a dedicated pool in spring.',
  owner: 'platform-team',
  until: '2027-03-31',
  location: { file: 'bulkhead.yaml', line: 3, column: 5 },
}

/** The report with its first finding waived. */
export function waivedReport(): Report {
  const report = platformReport()
  const findings = report.findings.map((each, index) => (index === 0 ? { ...each, waived: waiver } : each))
  return { ...report, findings, counts: { ...report.counts, waived: 1 } }
}

/** The report with so many findings, all alike. */
export function largeReport(count: number): Report {
  const report = platformReport()
  const [first] = report.findings
  if (first === undefined) throw new Error('The platform has no findings.')
  const findings = Array.from({ length: count }, (_, index) => ({
    ...first,
    asset: { ...first.asset, name: `llm-${index}` },
    fingerprint: `${first.fingerprint}-${index}`,
  }))
  return { ...report, findings }
}
