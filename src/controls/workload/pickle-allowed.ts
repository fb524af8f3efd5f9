import type { Control } from '../control.ts'
import { worst } from '../verdict.ts'
import { commandLineOf, flagsOf, forbidWords } from './command-line.ts'
import { forbidLiteral, isTruthy } from './environment.ts'
import { mentions, modelServerOf } from './model-server.ts'

const variables = new Set([
  'TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD',
  'VLLM_ALLOW_INSECURE_SERIALIZATION',
  'SGLANG_USE_PICKLE_IPC',
  'TRANSFORMERS_ALLOW_PICKLE',
])
const formats = new Set(['pt', 'npcache'])

export const pickleAllowed: Control<'container'> = {
  id: 'BH-0248',
  name: 'pickle-allowed',
  title: 'Weights or messages are unpickled',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['D.fmt'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'Unpickling runs whatever the file or the message says. Whoever writes the weights, or reaches the port that takes such messages, runs code in the container.',
  remediation:
    'Load safetensors only (`--load-format safetensors`), and remove the variables that switch the guards off.',
  applies: 'container',
  when: (container, platform) =>
    platform.trustOf(container) === 'untrusted' &&
    (modelServerOf(container) !== undefined ||
      mentions(container, /load.format|TORCH_|INSECURE_SERIALIZATION|PICKLE/i)),
  check: (container) => {
    const line = commandLineOf(container)
    const message = `Container ${container.name} unpickles what it loads or receives.`
    return worst([
      forbidWords(
        line,
        flagsOf(line, ['load-format']).filter(({ value }) => formats.has(value ?? '')),
        message,
      ),
      forbidLiteral(
        container,
        ({ name, value }) => variables.has(name) && isTruthy(value),
        () => message,
      ),
    ])
  },
  examples: {
    fail: [
      'args: [--load-format, pt]',
      'env: [{ name: TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD, value: "1" }]',
      'env: [{ name: VLLM_ALLOW_INSECURE_SERIALIZATION, value: "1" }]',
    ],
    pass: [
      'args: [--load-format=safetensors]',
      'env: [{ name: VLLM_ALLOW_INSECURE_SERIALIZATION, value: "0" }]',
    ],
    unknown: ['command: [vllm, serve, "{{ .Values.args }}"]'],
  },
}
