import type { Control } from '../control.ts'
import { pass } from '../verdict.ts'
import { commandLineOf, flagsOf, forbidWords, isOpenAddress, textOf } from './command-line.ts'
import { hasVariable } from './environment.ts'

export const mlflowWithoutLogin: Control<'container'> = {
  id: 'BH-0244',
  name: 'mlflow-without-login',
  title: 'MLflow serves everybody who reaches it',
  layer: 'workload',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'Whoever reaches an MLflow server without login reads and replaces models and artifacts of every experiment: the next pod that loads one runs that code.',
  remediation:
    'Start it with `--app-name basic-auth` or behind a proxy that authenticates, and bind it to 127.0.0.1 there.',
  applies: 'container',
  when: (container) => /\bmlflow (?:server|ui)\b/.test(textOf(commandLineOf(container))),
  check: (container) => {
    const line = commandLineOf(container)
    if (flagsOf(line, ['app-name']).length > 0 || hasVariable(container, ['MLFLOW_AUTH_CONFIG_PATH']))
      return pass()
    const open = flagsOf(line, ['host', 'h']).filter(({ value }) => isOpenAddress(value))
    return forbidWords(line, open, `Container ${container.name} runs MLflow for everybody who reaches it.`)
  },
  examples: {
    fail: [
      'command: [mlflow, server, --host, "0.0.0.0"]',
      'command: [sh, -c, "mlflow ui --host=0.0.0.0 --port 5000"]',
    ],
    pass: ['command: [mlflow, server]', 'command: [mlflow, server, --host=0.0.0.0, --app-name, basic-auth]'],
    unknown: ['command: [mlflow, server, "{{ .Values.host }}"]'],
  },
}
