import type { Control } from '../control.ts'
import { doubtful, fail, pass } from '../verdict.ts'
import { isKnown } from '../../model/known.ts'

export const meshAllowsEverybody: Control<'mesh-policy'> = {
  id: 'BH-0461',
  name: 'mesh-allows-everybody',
  title: 'Service mesh allows every request',
  layer: 'network',
  severity: 'medium',
  guarantees: ['isolation'],
  barriers: ['N.mtls'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'A rule without conditions allows every caller every request, and one such rule is enough: hostile code in any pod calls the service.',
  remediation:
    'Name the service accounts that may call in `from.source.principals`; a policy without rules denies everything.',
  applies: 'mesh-policy',
  when: ({ kind }) => kind === 'AuthorizationPolicy',
  check: ({ kind, name, action, openRules }) => {
    if (openRules.length === 0) return pass()
    const message = `${kind} ${name} allows every request.`
    if (action.state === 'hidden') return doubtful(message, action.reason, ...openRules)
    return isKnown(action, 'ALLOW') ? fail(message, ...openRules) : pass()
  },
  examples: {
    fail: [
      authorization('{ rules: [{}] }'),
      authorization('{ action: ALLOW, rules: [{ from: [{ source: { namespaces: [web] } }] }, {}] }'),
    ],
    pass: [
      authorization('{}'),
      authorization('{ action: DENY, rules: [{}] }'),
      authorization('{ rules: [{ from: [{ source: { principals: [a] } }] }] }'),
    ],
    unknown: [authorization('{ action: "{{ .Values.action }}", rules: [{}] }')],
  },
}

function authorization(spec: string): string {
  return [
    'apiVersion: security.istio.io/v1',
    'kind: AuthorizationPolicy',
    'metadata: { name: callers, namespace: models }',
    `spec: ${spec}`,
  ].join('\n')
}
