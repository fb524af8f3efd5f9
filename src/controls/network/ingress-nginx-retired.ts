import type { Control } from '../control.ts'
import type { Container } from '../../model/pod.ts'
import { forbid } from '../verdict.ts'

const retired = /ingress-nginx\/controller|(?:registry\.k8s\.io|k8s\.gcr\.io)\/ingress-nginx/

export const ingressNginxRetired: Control<'container'> = {
  id: 'BH-0446',
  name: 'ingress-nginx-retired',
  title: 'Ingress controller gets no more fixes',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['R.patch'],
  vector: 'vulnerable-application',
  references: ['kubescape:C-0292'],
  rationale:
    'The community’s ingress-nginx was retired in March 2026: flaws found since stay open in a controller that every tenant’s requests pass and that reads their secrets.',
  remediation:
    'Move to a maintained gateway, such as Application Gateway for Containers or another implementation of the Gateway API.',
  applies: 'container',
  when: (container) => isController(container),
  check: ({ name, image }) =>
    forbid(
      image,
      (reference) => reference !== undefined && retired.test(reference),
      `Container ${name} runs ingress-nginx, which gets no more fixes.`,
    ),
  examples: {
    fail: [deployment('registry.k8s.io/ingress-nginx/controller:v1.13.0')],
    pass: [deployment('nginx:1.29'), deployment('nginx/nginx-ingress:5.1.0')],
    unknown: [deployment('"{{ .Values.image }}"')],
  },
}

/** Workloads that keep running; the jobs that write the webhook’s certificate are gone after it. */
function isController({ pod, role, name, image }: Container): boolean {
  const keepsRunning = role === 'main' && ['Deployment', 'DaemonSet', 'StatefulSet'].includes(pod.kind)
  return keepsRunning && (image.state !== 'hidden' || /ingress/i.test(`${pod.name} ${name}`))
}

function deployment(image: string): string {
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: { name: ingress, namespace: ingress }',
    `spec: { template: { spec: { containers: [{ name: controller, image: ${image} }] } } }`,
  ].join('\n')
}
