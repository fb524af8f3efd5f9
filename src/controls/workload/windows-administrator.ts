import type { Container } from '../../model/pod.ts'
import { isKnown, type Known } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { demandField, effective, isOnKubernetes } from './security-context.ts'

export const windowsAdministrator: Control<'container'> = {
  id: 'BH-0169',
  name: 'windows-administrator',
  title: 'Windows container runs as an administrator',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-container',
  references: ['azure-policy:5485eac0-7e8f-4964-998b-a44f4f0c1e75'],
  rationale:
    'ContainerAdministrator, the default of Windows Server Core images, loads drivers, changes the registry and all files of the container: hostile code has every right that an escape from a Windows container needs.',
  remediation: 'Set `securityContext.windowsOptions.runAsUserName: ContainerUser`.',
  applies: 'container',
  when: (container) =>
    isOnKubernetes(container.pod) && (isKnown(container.pod.os, 'windows') || isStated(container)),
  check: (container) =>
    demandField(userNameOf(container), (user) => user !== undefined && !administrators.test(user), {
      message: `Container ${container.name} may run as a Windows administrator.`,
      parent: container.securityContext.origin,
    }),
  fix: { safe: false, set: { 'securityContext.windowsOptions.runAsUserName': 'ContainerUser' } },
  examples: {
    fail: [
      'securityContext: { windowsOptions: { runAsUserName: ContainerAdministrator } }',
      onWindows('{}'),
      onWindows('{ windowsOptions: { runAsUserName: "NT AUTHORITY\\\\SYSTEM" } }'),
    ],
    pass: [onWindows('{ windowsOptions: { runAsUserName: ContainerUser } }')],
    unknown: [onWindows('{ windowsOptions: { runAsUserName: "{{ .Values.user }}" } }')],
  },
}

/** Of pods that do not say that they run Windows only those are asked that name a Windows user. */
function isStated(container: Container): boolean {
  return userNameOf(container).state === 'stated'
}

const administrators = /(?:^|\\)(?:ContainerAdministrator|Administrator|SYSTEM|LocalSystem)$/i

function userNameOf(container: Container): Known<string | undefined> {
  return effective(container, ({ windows }) => windows.runAsUserName)
}

function onWindows(context: string): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: { name: llm, namespace: models }',
    'spec:',
    '  os: { name: windows }',
    `  containers: [{ name: server, image: llm, securityContext: ${context} }]`,
  ].join('\n')
}
