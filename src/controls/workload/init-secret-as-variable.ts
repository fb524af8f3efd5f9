import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { isInitContainer } from './limits.ts'

export const initSecretAsVariable: Control<'container'> = {
  id: 'BH-0225',
  name: 'init-secret-as-variable',
  title: 'Secret is handed to an init container as a variable',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'checkov:CKV_K8S_35',
    'cis-aks-1.8:4.5.1',
    'cis-aks-1.7:4.5.1',
    'cis-1.12:5.4.1',
    'cis-1.11:5.4.1',
  ],
  rationale:
    'An environment variable is inherited by every process, printed by crash reports and debug endpoints, and stays until the pod is restarted. Hostile code reads it from one file of the process, without having to look for it.',
  remediation:
    'Mount the secret as a file, read-only and with narrow permissions, from a Secret or by the Secrets Store CSI driver, which fetches it on the node so that the pod needs no cloud identity.',
  applies: 'container',
  when: isInitContainer,
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
    fail: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers: [{ name: fetch, image: fetch, env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: hub, key: token } } }] }]\n  containers: [{ name: server, image: llm }]',
    ],
    pass: [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec:\n  initContainers: [{ name: fetch, image: fetch, env: [{ name: A, value: b }] }]\n  containers: [{ name: server, image: llm }]',
    ],
    unknown: [],
  },
}
