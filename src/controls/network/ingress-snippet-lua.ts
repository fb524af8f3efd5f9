import type { Control } from '../control.ts'
import { forbidAnnotations, snippetMatches } from './annotations.ts'
import { ingressText } from './snippets.ts'

/** Lua directives, and the folder of service account tokens. */
const lua = /\blua_|_lua\b|_lua_|\bkubernetes\.io\b/

export const ingressSnippetLua: Control<'route'> = {
  id: 'BH-0442',
  name: 'ingress-snippet-lua',
  title: 'Ingress runs Lua in its controller',
  layer: 'network',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.policy'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_K8S_152'],
  rationale:
    'The controller serves all tenants and holds a token that reads their secrets. Lua in a snippet, or a path into its service account’s folder, takes that token (CVE-2021-25742).',
  remediation:
    'Remove the snippet, and set `allow-snippet-annotations: "false"` in the controller’s ConfigMap.',
  applies: 'route',
  when: (route) => route.kind === 'Ingress',
  check: (ingress) =>
    forbidAnnotations(
      ingress,
      (key, value) => snippetMatches(key, value, lua),
      `Ingress ${ingress.name} runs Lua in its controller.`,
    ),
  examples: {
    fail: [
      ingressText(
        '{ rules: [{ host: a.example.org }] }',
        '{ nginx.ingress.kubernetes.io/server-snippet: "content_by_lua_block { }" }',
      ),
      ingressText(
        '{ rules: [{ host: a.example.org }] }',
        '{ nginx.ingress.kubernetes.io/server-snippet: "root /var/run/secrets/kubernetes.io;" }',
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
