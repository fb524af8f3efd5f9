import type { Container } from '../../model/pod.ts'
import { type Known, valueOf } from '../../model/known.ts'
import type { SeLinuxOptions } from '../../model/security-context.ts'
import type { Control } from '../control.ts'
import { anyOf, demand, type Verdict } from '../verdict.ts'
import { capabilityName, demandDropped } from './capabilities.ts'
import { demandField, effective, isLinux, isOnKubernetes } from './security-context.ts'

export const noLinuxHardening: Control<'container'> = {
  id: 'BH-0152',
  name: 'no-linux-hardening',
  title: 'No kernel guard at all is stated',
  layer: 'workload',
  // What it leaves open is each a finding of its own.
  severity: 'info',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.seccomp', 'K.lsm', 'K.caps'],
  vector: 'misconfigured-container',
  references: ['polaris:linuxHardening', 'kubescape:C-0055', 'owasp-docker:OWASP-DOCKER-6'],
  differs: {
    'kubescape:C-0055':
      'The field `appArmorProfile` counts here as its annotation does; a profile that is `Unconfined`, or dropping beside `add: [ALL]`, guards nothing.',
  },
  rationale:
    'Nothing narrows what the container may ask of the kernel: no seccomp profile, no AppArmor or SELinux, not one capability dropped. One kernel flaw, and hostile code is on the node.',
  remediation:
    'Set `seccompProfile.type: RuntimeDefault` on the pod and `capabilities.drop: [ALL]` on the container.',
  applies: 'container',
  when: ({ pod }) => isOnKubernetes(pod) && isLinux(pod),
  check: hardeningVerdict,
  fix: { safe: false, set: { 'securityContext.seccompProfile.type': 'RuntimeDefault' } },
  examples: {
    fail: [
      '{}',
      'securityContext: { runAsUser: 1000 }',
      'securityContext: { capabilities: { drop: [KILL], add: [ALL] } }',
    ],
    pass: [
      'securityContext: { seccompProfile: { type: RuntimeDefault } }',
      'securityContext: { capabilities: { drop: [ALL] } }',
      'securityContext: { seLinuxOptions: { level: "s0:c1,c2" } }',
      'securityContext: { appArmorProfile: { type: RuntimeDefault } }',
    ],
    unknown: ['securityContext: {{ toYaml .Values.securityContext }}'],
  },
}

function hardeningVerdict(container: Container): Verdict {
  const message = `Container ${container.name} states no guard of the kernel.`
  const parent = container.securityContext.origin
  const isProfile = (type: string | undefined): boolean => type !== undefined && type !== 'Unconfined'
  const annotation = container.pod.podAnnotations.get(
    `container.apparmor.security.beta.kubernetes.io/${container.name}`,
  )
  return anyOf([
    demandField(
      effective(container, ({ seccompProfile }) => seccompProfile.type),
      isProfile,
      { message, parent },
    ),
    demandField(
      effective(container, ({ appArmorProfile }) => appArmorProfile.type),
      isProfile,
      { message, parent },
    ),
    ...(annotation === undefined ? [] : [demand(annotation, (profile) => profile !== '', message)]),
    ...seLinuxFields(container).map((field) =>
      demandField(field, (text) => text !== undefined, { message, parent }),
    ),
    ...(addsAll(container) ? [] : [demandDropped(container, () => true, message)]),
  ])
}

function seLinuxFields(container: Container): readonly Known<string | undefined>[] {
  const readers: readonly ((options: SeLinuxOptions) => Known<string | undefined>)[] = [
    ({ type }) => type,
    ({ user }) => user,
    ({ role }) => role,
    ({ level }) => level,
  ]
  return readers.map((read) => effective(container, ({ seLinux }) => read(seLinux)))
}

function addsAll({ securityContext }: Container): boolean {
  return securityContext.capabilitiesAdded.some((name) => capabilityName(valueOf(name) ?? '') === 'ALL')
}
