import type { Pod } from '../../model/pod.ts'
import type { Control } from '../control.ts'
import { worst } from '../verdict.ts'
import { forbidSettings, type Setting, settingsOf } from './security-context.ts'

export const apparmorUnconfined: Control<'pod'> = {
  id: 'BH-0119',
  name: 'apparmor-unconfined',
  title: 'AppArmor is turned off',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.lsm'],
  vector: 'escape',
  references: [
    'pod-security-standards:appArmorProfile',
    'trivy:KSV-0002',
    'kubernetes-security-checklist:K8S-SEC-pod-security-6',
    'kubernetes-application-security-checklist:K8S-APP-linux-2',
    'cis-docker-1.6-docker-bench:5.2',
    'owasp-docker:OWASP-DOCKER-6',
    'krol3-container-security-checklist:KROL3-image-hardening-11',
    'defender-for-containers:86f91051-9d6a-47c3-a07f-bd14cb214b45',
    'docker-security:other-kernel-features-1',
    'docker-security:apparmor-1',
  ],
  differs: {
    'trivy:KSV-0002': 'Trivy fails Localhost profiles too. A profile of one’s own confines as well.',
  },
  rationale:
    'The runtime’s AppArmor profile keeps a container from mounting file systems and from writing to the kernel’s controls under /proc and /sys. Without it only capabilities stand in the way.',
  remediation:
    'Remove the `Unconfined` profile, or set `securityContext.appArmorProfile.type: RuntimeDefault`.',
  applies: 'pod',
  check: (pod) => {
    const message = `${pod.kind} ${pod.name} turns AppArmor off`
    return worst([
      forbidSettings(
        settingsOf(pod, ({ appArmorProfile }) => appArmorProfile.type),
        (type) => type !== undefined && type !== 'RuntimeDefault' && type !== 'Localhost',
        message,
      ),
      forbidSettings(annotationsOf(pod), (profile) => !isConfined(profile), message),
    ])
  },
  examples: {
    fail: [
      'securityContext: { appArmorProfile: { type: Unconfined } }',
      'containers: [{ name: server, image: llm, securityContext: { appArmorProfile: { type: Unconfined } } }]',
      annotated('unconfined'),
    ],
    pass: [
      '{}',
      'securityContext: { appArmorProfile: { type: RuntimeDefault } }',
      annotated('runtime/default'),
      annotated('localhost/model'),
    ],
    unknown: ['securityContext: { appArmorProfile: { type: "{{ .Values.appArmor }}" } }'],
  },
}

const prefix = 'container.apparmor.security.beta.kubernetes.io/'

/** Annotations still work beside the fields (Kubernetes documentation, AppArmor), also for containers that are not there. */
function annotationsOf(pod: Pod): Setting<string>[] {
  return [...pod.podAnnotations]
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => ({ place: `container ${key.slice(prefix.length)}`, value }))
}

function isConfined(profile: string): boolean {
  return profile === '' || profile === 'runtime/default' || profile.startsWith('localhost/')
}

function annotated(profile: string): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    'metadata:',
    '  name: llm',
    '  namespace: models',
    `  annotations: { container.apparmor.security.beta.kubernetes.io/server: ${profile} }`,
    'spec: { containers: [{ name: server, image: llm }] }',
  ].join('\n')
}
