import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'

const credentials: ReadonlySet<string> = new Set([
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AZURE_CLIENT_ID',
  'AZURE_CLIENT_SECRET',
  'GITHUB_TOKEN',
  'OPENAI_API_KEY',
  'HF_TOKEN',
])

export const credentialVariable: Control<'image-build'> = {
  id: 'BH-0610',
  name: 'credential-variable',
  title: 'Build sets a well-known credential variable',
  layer: 'image',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['Z.scope'],
  vector: 'exposed-secrets',
  references: ['trivy:DS-0031'],
  rationale:
    'The value stays in the image’s configuration or history: every tenant that may pull the image, and hostile code that reads its own environment, has the credential and with it the cloud or the registry.',
  remediation:
    'Mount it for the one step that needs it, `RUN --mount=type=secret,id=…,env=…`, hand it to the container when it starts, and rotate it.',
  isSensitive: true,
  applies: 'image-build',
  check: (build) =>
    every(build.stages.slice(-1), ({ instructions }) =>
      every(
        instructions.flatMap(({ keyword, pairs }) => (keyword === 'LABEL' ? [] : pairs)),
        ({ name, origin }) =>
          credentials.has(name.replace(/^(?:VITE_|REACT_APP_)/, ''))
            ? fail(`${build.name} puts the credential ${name} into the image.`, origin)
            : pass(),
      ),
    ),
  examples: {
    fail: ['FROM a:1\nENV GITHUB_TOKEN=x', 'FROM a:1\nARG HF_TOKEN', 'FROM a:1\nENV VITE_OPENAI_API_KEY=x'],
    pass: [
      'FROM a:1\nENV PATH=/x',
      'FROM a:1\nRUN --mount=type=secret,id=HF_TOKEN x',
      'FROM a:1 AS x\nARG HF_TOKEN\nFROM b:1',
    ],
    unknown: [],
  },
}
