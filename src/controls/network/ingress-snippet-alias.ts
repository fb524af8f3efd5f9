import type { Control } from '../control.ts'
import { forbidAnnotations, snippetMatches } from './annotations.ts'
import { ingressText } from './snippets.ts'

export const ingressSnippetAlias: Control<'route'> = {
  id: 'BH-0443',
  name: 'ingress-snippet-alias',
  title: 'Ingress serves files of its controller',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.policy'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_K8S_154'],
  differs: {
    'checkov:CKV_K8S_154':
      'In nothing but the name of a file of its tests: the one named FAILED holds no alias, is meant for CKV_K8S_152 and 153, and passes there, too.',
  },
  rationale:
    'The controller serves all tenants and holds a token that reads their secrets. An alias in a snippet serves its files, the token among them, to whoever asks (CVE-2021-25742).',
  remediation:
    'Remove the snippet, and set `allow-snippet-annotations: "false"` in the controller’s ConfigMap.',
  applies: 'route',
  when: (route) => route.kind === 'Ingress',
  check: (ingress) =>
    forbidAnnotations(
      ingress,
      (key, value) => snippetMatches(key, value, /alias/),
      `Ingress ${ingress.name} serves files of its controller.`,
    ),
  examples: {
    fail: [
      ingressText(
        '{ rules: [{ host: a.example.org }] }',
        '{ nginx.ingress.kubernetes.io/configuration-snippet: "alias /var/run;" }',
      ),
    ],
    pass: [
      ingressText(
        '{ rules: [{ host: a.example.org }] }',
        '{ nginx.ingress.kubernetes.io/server-snippet: "return 200;" }',
      ),
      ingressText(
        '{ rules: [{ host: a.example.org }] }',
        '{ nginx.ingress.kubernetes.io/rewrite-target: / }',
      ),
    ],
    unknown: [
      ingressText(
        '{ rules: [{ host: a.example.org }] }',
        '{ nginx.ingress.kubernetes.io/server-snippet: "{{ .Values.snippet }}" }',
      ),
    ],
  },
}
