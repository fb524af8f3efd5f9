import type { Control } from '../control.ts'
import { forbidAnnotations, isSnippet } from './annotations.ts'
import { ingressText } from './snippets.ts'

export const ingressSnippet: Control<'route'> = {
  id: 'BH-0441',
  name: 'ingress-snippet',
  title: 'Ingress writes into the controller’s configuration',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.policy'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_K8S_153'],
  rationale:
    'The controller serves all tenants and holds a token that reads their secrets. Whatever a snippet says becomes part of its configuration, so that whoever may write an Ingress rules over it (CVE-2021-25742).',
  remediation:
    'Remove the snippet, and set `allow-snippet-annotations: "false"` in the controller’s ConfigMap.',
  applies: 'route',
  when: (route) => route.kind === 'Ingress',
  check: (ingress) =>
    forbidAnnotations(
      ingress,
      isSnippet,
      `Ingress ${ingress.name} writes into the controller’s configuration.`,
    ),
  examples: {
    fail: [
      ingressText(
        '{ rules: [{ host: a.example.org }] }',
        '{ nginx.ingress.kubernetes.io/server-snippet: "return 200;" }',
      ),
      ingressText(
        '{ rules: [{ host: a.example.org }] }',
        '{ nginx.ingress.kubernetes.io/server-snippet: "{{ .Values.snippet }}" }',
      ),
    ],
    pass: [
      ingressText(
        '{ rules: [{ host: a.example.org }] }',
        '{ nginx.ingress.kubernetes.io/rewrite-target: / }',
      ),
      ingressText('{ rules: [{ host: a.example.org }] }'),
    ],
    unknown: [ingressText('{ rules: [{ host: a.example.org }] }', '"{{ .Values.annotations }}"')],
  },
}
