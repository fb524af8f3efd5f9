import type { Control } from '../control.ts'
import { worst } from '../verdict.ts'
import { commandLineOf, flagsOf, forbidWords } from './command-line.ts'
import { forbidLiteral, isTruthy } from './environment.ts'
import { mentions } from './model-server.ts'

const openAddress = /\/\/(?:0\.0\.0\.0|\[::\]|\*)/

export const torchserveManagementOpen: Control<'container'> = {
  id: 'BH-0246',
  name: 'torchserve-management-open',
  title: 'Clients may load models into TorchServe',
  layer: 'workload',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'The management API registers models from any URL, and a model archive is code: without a token, whoever reaches the port runs code in the server (CVE-2023-43654).',
  remediation: 'Bind the management address to 127.0.0.1 and keep token authorisation on.',
  applies: 'container',
  when: (container) =>
    mentions(container, /torchserve|disable-token-auth|TS_MANAGEMENT_ADDRESS|TS_DISABLE_TOKEN/i),
  check: (container) => {
    const line = commandLineOf(container)
    const message = `Container ${container.name} lets clients load models into TorchServe.`
    return worst([
      forbidWords(line, flagsOf(line, ['disable-token-auth']), message),
      forbidLiteral(
        container,
        ({ name, value }) =>
          (name === 'TS_MANAGEMENT_ADDRESS' && openAddress.test(value)) ||
          (name === 'TS_DISABLE_TOKEN_AUTHORIZATION' && isTruthy(value)),
        () => message,
      ),
    ])
  },
  examples: {
    fail: [
      'args: [torchserve, --start, --disable-token-auth]',
      'env: [{ name: TS_MANAGEMENT_ADDRESS, value: "http://0.0.0.0:8081" }]',
    ],
    pass: [
      'args: [torchserve, --start]',
      'env: [{ name: TS_MANAGEMENT_ADDRESS, value: "http://127.0.0.1:8081" }]',
    ],
    unknown: ['args: [torchserve, "{{ .Values.args }}"]'],
  },
}
