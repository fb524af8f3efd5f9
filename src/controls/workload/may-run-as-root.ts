import type { Container } from '../../model/pod.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { opened, unopened } from '../image-examples.ts'
import type { Control } from '../control.ts'
import { anyOf, type Fail, fail, pass, type Verdict } from '../verdict.ts'
import { demandField, effective, relaxedByUserNamespace } from './security-context.ts'

export const mayRunAsRoot: Control<'container'> = {
  id: 'BH-0112',
  name: 'may-run-as-root',
  title: 'Container may run as root',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-container',
  references: [
    'pod-security-standards:runAsNonRoot',
    'checkov:CKV_K8S_23',
    'trivy:KSV-0012',
    'kubescape:C-0013',
    'kube-linter:run-as-non-root',
    'polaris:runAsRootAllowed',
    'owasp-docker:OWASP-DOCKER-2',
    'krol3-container-security-checklist:KROL3-image-hardening-2',
    'kubernetes-application-security-checklist:K8S-APP-pod-security-context-1',
    'cis-1.12:5.2.7',
    'cis-1.11:5.2.7',
    'kubernetes-security-checklist:K8S-SEC-images-2',
    'defender-for-containers:9b795646-9130-41a4-90b7-df9eae2437c8',
    'docker-security:rootless-2',
    'azure-policy:f06ddb64-5fa3-4b77-b166-acb36f7f6042',
  ],
  differs: {
    'pod-security-standards:runAsNonRoot':
      'Where images are opened, one whose own user is not root passes. That the field itself is missing is judged by itself.',
    'checkov:CKV_K8S_23':
      'Checkov fails a pod whose spec or security context is no map. Here that is a problem of the file and the verdict is unknown.',
    'trivy:KSV-0012': 'Trivy takes the pod’s runAsNonRoot even where a container overrides it with false.',
    'kube-linter:run-as-non-root':
      'kube-linter also wants runAsGroup beside runAsUser. A group of 0 is judged by itself.',
  },
  rationale:
    'Root in a container is root on the node for everything that is not namespaced: each mounted volume, each kernel interface, and each runtime flaw that leads out. Nothing here keeps the image from starting as root.',
  remediation:
    'Set `runAsNonRoot: true` and a `runAsUser` above 0 in the container’s or the pod’s `securityContext`.',
  applies: 'container',
  check: (container, platform) =>
    relaxedByUserNamespace(rootVerdict(container, platform), container.pod, platform),
  fix: { safe: false, set: { 'securityContext.runAsNonRoot': true } },
  examples: {
    fail: [
      '{}',
      'securityContext: { runAsUser: 0 }',
      'securityContext: { runAsNonRoot: false }',
      pod('{ runAsNonRoot: true }', '{ runAsNonRoot: false }'),
      pod('{ runAsUser: 1000 }', '{ runAsUser: 0 }'),
      opened({ user: { is: 'root', name: '', id: 0 } }),
      opened({ user: { is: 'unknown', name: 'app' } }),
      unopened(),
    ],
    pass: [
      'securityContext: { runAsNonRoot: true }',
      'securityContext: { runAsUser: 1000 }',
      pod('{ runAsNonRoot: true }', '{}'),
      pod('{ runAsNonRoot: false }', '{ runAsUser: 1000 }'),
      opened({ user: { is: 'other', name: 'app', id: 7 } }),
    ],
    unknown: [
      'securityContext: { runAsUser: {{ .Values.user }} }',
      'securityContext: {{ toYaml .Values.securityContext }}',
    ],
  },
}

/** Enough that the kubelet refuses root, that a user above 0 is stated or, where nobody is, that the image has another. */
function rootVerdict(container: Container, platform: Platform): Verdict {
  const message = `Container ${container.name} may run as root.`
  const parent = container.securityContext.origin
  const user = effective(container, ({ runAsUser }) => runAsUser)
  const stated = anyOf([
    demandField(
      effective(container, ({ runAsNonRoot }) => runAsNonRoot),
      (on) => on === true,
      { message, parent },
    ),
    demandField(user, (id) => id !== undefined && id > 0, { message, parent }),
  ])
  return stated.verdict === 'fail' && valueOf(user) === undefined
    ? byImage(container, platform, stated)
    : stated
}

/** What nobody states the image decides: where it was opened, that is known. */
function byImage(container: Container, platform: Platform, stated: Fail): Verdict {
  const look = platform.imageOf(container)
  if (look.is !== 'opened') return stated
  const { user } = look.image
  if (user.is === 'other') return pass()
  if (user.is === 'unknown') return stated
  const evidence = [...stated.evidence, originOf(container.image)]
  return fail(
    `Container ${container.name} runs as root: its image says so, and nothing forbids it.`,
    ...evidence,
  )
}

function pod(podContext: string, containerContext: string): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: { name: llm, namespace: models }',
    'spec:',
    `  securityContext: ${podContext}`,
    `  containers: [{ name: server, image: llm, securityContext: ${containerContext} }]`,
  ].join('\n')
}
