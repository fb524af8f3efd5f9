import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'

export const secretAsVariable: Control<'container'> = {
  id: 'BH-0224',
  name: 'secret-as-variable',
  title: 'Secret is handed over as a variable',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'checkov:CKV_K8S_35',
    'kubescape:C-0207',
    'kube-linter:read-secret-from-env-var',
    'cis-aks-1.8:4.5.1',
    'krol3-container-security-checklist:KROL3-data-3',
    'cis-aks-1.7:4.5.1',
    'cis-1.12:5.4.1',
    'cis-1.11:5.4.1',
  ],
  rationale:
    'An environment variable is inherited by every process, printed by crash reports and debug endpoints, and stays until the pod is restarted. Hostile code reads it from one file of the process, without having to look for it.',
  remediation:
    'Mount the secret as a file, read-only and with narrow permissions, from a Secret or by the Secrets Store CSI driver, which fetches it on the node so that the pod needs no cloud identity.',
  applies: 'container',
  when: (container) => container.role === 'main',
  check: (container) =>
    every(container.env, (variable) =>
      variable.from === 'secret'
        ? fail(
            `Container ${container.name} gets variable ${valueOf(variable.name) ?? '(template)'} from a secret.`,
            variable.origin,
          )
        : pass(),
    ),
  examples: {
    fail: ['env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: hub, key: token } } }]'],
    pass: ['{}', 'env: [{ name: A, valueFrom: { configMapKeyRef: { name: a, key: b } } }]'],
    unknown: [],
  },
}
