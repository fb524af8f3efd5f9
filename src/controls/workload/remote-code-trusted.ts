import type { Control } from '../control.ts'
import { worst } from '../verdict.ts'
import { commandLineOf, flagsOf, forbidWords } from './command-line.ts'
import { forbidLiteral, isTruthy } from './environment.ts'

const variables = new Set([
  'TRUST_REMOTE_CODE',
  'HF_TRUST_REMOTE_CODE',
  'VLLM_TRUST_REMOTE_CODE',
  'HF_DATASETS_TRUST_REMOTE_CODE',
])

export const remoteCodeTrusted: Control<'container'> = {
  id: 'BH-0240',
  name: 'remote-code-trusted',
  title: 'Model brings its own code and it is run',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['D.fmt'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'With remote code trusted, loading a model runs Python files from its repository: whoever can write there, or take the name over, runs code in the container at the next start.',
  remediation:
    'Remove the flag and use models in safetensors that the server supports itself; where there is no other way, mirror the repository, review its code and pin the revision.',
  applies: 'container',
  when: (container, platform) => platform.trustOf(container) === 'untrusted',
  check: (container) => {
    const line = commandLineOf(container)
    const message = `Container ${container.name} runs code that its model brings along.`
    const flags = flagsOf(line, ['trust-remote-code']).filter(
      ({ value }) => value !== 'false' && value !== 'False' && value !== '0',
    )
    return worst([
      forbidWords(line, flags, message),
      forbidLiteral(
        container,
        ({ name, value }) => variables.has(name) && isTruthy(value),
        () => message,
      ),
    ])
  },
  examples: {
    fail: [
      'args: [--model, org/llm, --trust-remote-code]',
      'command: [sh, -c, "vllm serve org/llm --trust_remote_code"]',
      'env: [{ name: TRUST_REMOTE_CODE, value: "true" }]',
    ],
    pass: [
      'args: [--model, org/llm]',
      'env: [{ name: TRUST_REMOTE_CODE, value: "false" }]',
      'args: [--trust-remote-code=false]',
      '{}',
    ],
    unknown: ['args: ["{{ .Values.extraArgs }}"]'],
  },
}
