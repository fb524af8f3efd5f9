import { valueOf } from '../../model/known.ts'
import type { Service } from '../../model/network.ts'
import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'

export const tillerService: Control<'service'> = {
  id: 'BH-0288',
  name: 'tiller-service',
  title: 'Service leads to Tiller',
  layer: 'cluster',
  severity: 'critical',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_K8S_44'],
  rationale:
    'Tiller, the server of Helm 2, acts as cluster administrator for everybody who reaches its port, without asking who they are. It gets no fixes since 2020.',
  remediation:
    'Remove Tiller, its service and its account, and use Helm 3 or later, which acts with the rights of whoever runs it.',
  applies: 'service',
  check: (service) =>
    namesTiller(service) ? fail(`Service ${service.name} leads to Tiller.`, service.origin) : pass(),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Service\nmetadata: { name: tiller-deploy, namespace: ops }\nspec: { ports: [{ port: 44134 }] }',
      'apiVersion: v1\nkind: Service\nmetadata: { name: helm, namespace: ops }\nspec: { selector: { name: tiller }, ports: [{ port: 44134 }] }',
    ],
    pass: [
      'apiVersion: v1\nkind: Service\nmetadata: { name: llm, namespace: ops }\nspec: { ports: [{ port: 80 }] }',
    ],
    unknown: [],
  },
}

function namesTiller({ name, labels, selector }: Service): boolean {
  const selected = selector?.requirements.flatMap(({ values }) => values) ?? []
  const labelled = [...labels.values()].map((label) => valueOf(label) ?? '')
  return [name, ...labelled, ...selected].some((text) => text.toLowerCase().includes('tiller'))
}
