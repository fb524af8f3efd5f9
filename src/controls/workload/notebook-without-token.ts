import type { Control } from '../control.ts'
import { worst } from '../verdict.ts'
import { commandLineOf, flagsOf, forbidWords } from './command-line.ts'
import { forbidLiteral, isTruthy } from './environment.ts'
import { mentions } from './model-server.ts'

const tokenFlags = [
  'NotebookApp.token',
  'ServerApp.token',
  'LabApp.token',
  'IdentityProvider.token',
  'GatewayApp.auth-token',
  'KernelGatewayApp.auth-token',
]

export const notebookWithoutToken: Control<'container'> = {
  id: 'BH-0242',
  name: 'notebook-without-token',
  title: 'Notebook lets everybody in',
  layer: 'workload',
  severity: 'critical',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'A notebook is a shell. Without a token, code in any pod that reaches its port runs as its user, with its data, its token and its mounts.',
  remediation:
    'Remove the empty token, set one from a secret, or put the notebook behind a proxy that authenticates and let only that through.',
  applies: 'container',
  when: (container) => mentions(container, /jupyter|notebook|code-server|rstudio|DISABLE_AUTH/i),
  check: (container) => {
    const line = commandLineOf(container)
    const message = `Container ${container.name} runs a notebook without a token.`
    const open = flagsOf(line, tokenFlags).filter(({ value }) => value === undefined || value === '')
    const codeServer = line.words.some(({ text }) => /(?:^|\/)code-server$/.test(text))
      ? flagsOf(line, ['auth']).filter(({ value }) => value === 'none')
      : []
    return worst([
      forbidWords(line, [...open, ...codeServer], message),
      forbidLiteral(
        container,
        ({ name, value }) =>
          (name === 'JUPYTER_TOKEN' && value === '') || (name === 'DISABLE_AUTH' && isTruthy(value)),
        () => message,
      ),
    ])
  },
  examples: {
    fail: [
      'args: [jupyter, lab, "--NotebookApp.token=\'\'"]',
      'command: [sh, -c, "jupyter notebook --ServerApp.token= --ip=0.0.0.0"]',
      'env: [{ name: JUPYTER_TOKEN, value: "" }]',
      'command: [code-server, --auth, none]',
    ],
    pass: ['args: [jupyter, lab, --ServerApp.token=$(TOKEN)]', 'args: [start-notebook.sh]'],
    unknown: ['args: [jupyter, "{{ .Values.args }}"]'],
  },
}
