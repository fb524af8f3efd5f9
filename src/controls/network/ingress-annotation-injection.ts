import type { Control } from '../control.ts'
import { isKnown, type Known } from '../../model/known.ts'
import { forbidAnnotations } from './annotations.ts'
import { ingressText } from './snippets.ts'

const keys = ['auth-url', 'auth-tls-match-cn', 'mirror-target', 'mirror-host'].map(
  (key) => `nginx.ingress.kubernetes.io/${key}`,
)

/** A URL, or a common name, with characters that neither has but nginx’s grammar does. */
const injections = [
  { whole: /https?:\/\/[^\s<>"{}|^`\\]*/g, breaks: /[\r\n<>"{}|^`\\]/ },
  { whole: /CN=[^\r\n#{};|]*/g, breaks: /[\r\n#{};|]/ },
]

export const ingressAnnotationInjection: Control<'route'> = {
  id: 'BH-0444',
  name: 'ingress-annotation-injection',
  title: 'Ingress injects nginx directives by an annotation',
  layer: 'network',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['A.policy', 'R.patch'],
  vector: 'insecure-networking',
  references: ['trivy:KCV-0093'],
  rationale:
    'The controller serves all tenants and holds a token that reads their secrets. It wrote these annotations into its configuration without escaping: characters that end a directive let whoever may write an Ingress run code in it (CVE-2025-1097, CVE-2025-1098, CVE-2025-24514).',
  remediation:
    'Remove the characters from the annotation, find out who wrote it, and move off ingress-nginx, which gets no more fixes.',
  applies: 'route',
  when: (route) => route.kind === 'Ingress' && isKnown(route.className, 'nginx'),
  check: (ingress) =>
    forbidAnnotations(
      ingress,
      isInjection,
      `Ingress ${ingress.name} injects nginx directives by an annotation.`,
    ),
  examples: {
    fail: [
      ingressText(
        '{ ingressClassName: nginx, rules: [] }',
        '{ nginx.ingress.kubernetes.io/auth-url: "http://example.org/#;}\\nload_module x;" }',
      ),
      ingressText(
        '{ ingressClassName: nginx, rules: [] }',
        '{ nginx.ingress.kubernetes.io/auth-tls-match-cn: "CN=abc #(\\n){}\\n }}" }',
      ),
    ],
    pass: [
      ingressText(
        '{ ingressClassName: nginx, rules: [] }',
        '{ nginx.ingress.kubernetes.io/auth-url: "https://auth.example.org/check" }',
      ),
      ingressText('{ ingressClassName: nginx, rules: [] }'),
    ],
    unknown: [
      ingressText(
        '{ ingressClassName: nginx, rules: [] }',
        '{ nginx.ingress.kubernetes.io/auth-url: "{{ .Values.auth }}" }',
      ),
    ],
  },
}

function isInjection(key: string, value: Known<string>): boolean | undefined {
  if (!keys.includes(key)) return false
  return value.state === 'hidden' ? undefined : injections.some((each) => isBroken(value.value, each))
}

/** Looks behind each whole part once: one pattern for both would take quadratic time. */
function isBroken(text: string, { whole, breaks }: (typeof injections)[number]): boolean {
  return [...text.matchAll(whole)].some(({ 0: part, index }) => breaks.test(text[index + part.length] ?? ''))
}
