import type { Control } from '../control.ts'
import { pass } from '../verdict.ts'
import { commandLineOf, flagsOf, forbidWords, textOf } from './command-line.ts'

export const tritonModelsLoadable: Control<'container'> = {
  id: 'BH-0245',
  name: 'triton-models-loadable',
  title: 'Clients may load models into Triton',
  layer: 'workload',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'In explicit mode every client loads and unloads models, and may send a model’s files along: with the Python back end that is code in the server, and unloading stops others’ models.',
  remediation:
    'Use `--model-control-mode=none`, or restrict the protocol (`--http-restricted-api=model-repository:…` and its gRPC counterpart) to a key.',
  applies: 'container',
  when: (container) => /\btritonserver\b|--model-control-mode/.test(textOf(commandLineOf(container))),
  check: (container) => {
    const line = commandLineOf(container)
    if (flagsOf(line, ['http-restricted-api']).length > 0) return pass()
    const explicit = flagsOf(line, ['model-control-mode']).filter(({ value }) => value === 'explicit')
    return forbidWords(line, explicit, `Container ${container.name} lets clients load models into Triton.`)
  },
  examples: {
    fail: ['command: [tritonserver, --model-store=/models, --model-control-mode=explicit]'],
    pass: [
      'command: [tritonserver, --model-control-mode=none]',
      'command: [tritonserver]',
      'command: [tritonserver, --model-control-mode=explicit, "--http-restricted-api=model-repository:key=$(KEY)"]',
    ],
    unknown: ['command: [tritonserver, "{{ .Values.args }}"]'],
  },
}
