import type { Control } from '../control.ts'
import { fail, pass, unknown } from '../verdict.ts'
import { quota } from './cluster-examples.ts'

export const quotaIncomplete: Control<'resource-quota'> = {
  id: 'BH-0518',
  name: 'quota-incomplete',
  title: 'Quota does not bound CPU and memory both ways',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0040', 'aks-baseline:34'],
  differs: {
    'trivy:KSV-0040':
      'A quota of certain scopes is no bound of the namespace: one that keeps pods off a priority class needs no amounts.',
  },
  rationale:
    'A quota on limits alone lets requests starve others at scheduling, one on requests alone lets bursts starve them at run time.',
  remediation: 'Set all four: `requests.cpu`, `requests.memory`, `limits.cpu`, `limits.memory`.',
  applies: 'resource-quota',
  when: ({ isScoped }) => !isScoped,
  check: (quota) => {
    if (quota.hard.has('what a map that can be read lacks')) {
      return unknown(
        `What ResourceQuota ${quota.name} limits cannot be told: it cannot be read.`,
        quota.origin,
      )
    }
    const missing = keys.filter((key) => !quota.hard.has(key))
    return missing.length === 0
      ? pass()
      : fail(`ResourceQuota ${quota.name} sets no ${missing.join(', ')}.`, quota.origin)
  },
  examples: {
    fail: [quota('requests.cpu: 4, requests.memory: 8Gi'), quota('')],
    pass: [quota('requests.cpu: 4, requests.memory: 8Gi, limits.cpu: 8, limits.memory: 16Gi')],
    unknown: [
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: q, namespace: models }\nspec: { hard: "{{ .Values.quota }}" }',
    ],
  },
}

const keys = ['requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'] as const
