// Long lines that somebody made to take long: twice the input takes about twice the time, whatever it consists of.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scan } from '../src/engine/scan.ts'
import { isSuperlinear } from './growth.ts'

const units = [
  "( \" ' \\ \\\" ${ ${A {{ $( ` [ { / = - # * 0 . , : a | && -- '' a= a; eyJ- http:// CN= --listen ?sig= sk-".split(
    ' ',
  ),
  [
    ' ',
    '\n',
    '\t',
    '\u0085',
    '- ',
    '? ',
    '&a ',
    '# ',
    '--a ',
    '# bulkhead: waive ',
    '-BEGIN ',
    '<<A ',
    'curl ',
    '${{',
    'pull/${{',
    'a== ',
    'contains(',
    'steps.',
    '$A ',
  ],
].flat()

/** One text in every place where some reader or control looks into it. */
const files: readonly (readonly [path: string, make: (text: string, quoted: string) => string])[] = [
  ['raw.yaml', (text) => `apiVersion: v1\nkind: Pod\nmetadata: ${text}`],
  [
    'pod.yaml',
    (_, text) => `apiVersion: v1
kind: Pod
metadata: { name: a, annotations: { a: ${text} } }
spec:
  volumes: [{ name: a, hostPath: { path: ${text} } }]
  containers:
    - name: tiller
      image: ${text}
      args: [${text}, sh, -c, ${text}]
      env: [{ name: TOKEN, value: ${text} }]
      volumeMounts: [{ name: a, mountPath: ${text} }]
`,
  ],
  [
    'objects.yaml',
    (_, text) => `apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: ConfigMap, metadata: { name: c }, data: { a: ${text}, password: ${text} } }
  - { apiVersion: v1, kind: Secret, metadata: { name: c }, data: { a: ${text} }, stringData: { password: ${text} } }
  - apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata:
      name: i
      annotations:
        nginx.ingress.kubernetes.io/auth-url: ${text}
        nginx.ingress.kubernetes.io/auth-tls-match-cn: ${text}
        nginx.ingress.kubernetes.io/configuration-snippet: ${text}
    spec: { ingressClassName: nginx, rules: [{ host: ${text} }] }
`,
  ],
  ['Dockerfile', (text) => text],
  [
    'x.dockerfile',
    (text) =>
      ['RUN ', 'ENV A=', 'LABEL a=', 'COPY a ', 'ADD ["b", "', 'USER ', 'CMD [', 'HEALTHCHECK ']
        .map((start) => `${start}${text}\n`)
        .join(`FROM a\n`),
  ],
  [
    'compose.yaml',
    (_, text) =>
      `services: { a: { image: ${text}, command: ${text}, volumes: [${text}], ports: [${text}], environment: [${text}], security_opt: [${text}], user: ${text}, tmpfs: ${text}, mem_limit: ${text}, restart: ${text}, sysctls: [${text}] } }`,
  ],
  [
    '.github/workflows/a.yml',
    (_, text) =>
      `on: [push, pull_request_target, issue_comment, workflow_run]\nenv: { TOKEN: ${text}, A: ${text} }\njobs: { a: { runs-on: ${text}, if: ${text}, container: ${text}, steps: [{ uses: ${text}, with: { a: ${text} } }, { uses: actions/checkout@v4, with: { ref: ${text} } }, { run: ${text}, shell: ${text} }] } }`,
  ],
  ['raw.bicep', (text) => `var a = 1\n${text}`],
  [
    'main.bicep',
    (text) =>
      [
        "var a = '",
        "var a = $'''",
        'var a = ',
        'type t = ',
        '@',
        "resource a 'A.B/c@1' = { name: ",
        'module m ',
      ]
        .map((start) => `${start}${text}\n`)
        .join('param p int = 1\n'),
  ],
  [
    'azure-pipelines.yml',
    (_, text) =>
      `pool: ${text}\nvariables: { TOKEN: ${text} }\nsteps: [{ script: ${text} }, { task: ${text}, inputs: { script: ${text}, inlineScript: ${text} } }]`,
  ],
]

/** What takes longer to read shows at less length whether it takes too long. */
function sizeFor(path: string): number {
  return /pipelines|workflows/.test(path) ? 20_000 : 6_000
}

function scanRepeated([path, make]: (typeof files)[number], unit: string): (length: number) => void {
  return (length) => {
    const long = `${unit.repeat(Math.ceil(length / unit.length))}!`
    scan({ documents: [{ path, text: make(long, JSON.stringify(long)) }] })
  }
}

for (const file of files) {
  test(`${file[0]} takes linear time, whatever is repeated`, () => {
    assert.deepEqual(
      units.filter((unit) => isSuperlinear(scanRepeated(file, unit), sizeFor(file[0]))),
      [],
    )
  })
}
