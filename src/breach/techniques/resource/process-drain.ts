import { inMachine } from '../../../controls/workload/sandbox.ts'
import { sandboxDoubt } from '../../barriers/sandbox.ts'
import { alsoDoubted } from '../../steps/doubt.ts'
import { openByFact } from '../../ways/fact-openings.ts'
import { sharedResource } from '../../ways/shared-resource.ts'
import type { Technique } from '../../technique.ts'

export const processDrain: Technique<'container'> = {
  id: 'RES_PID',
  name: 'process-drain',
  title: 'A container takes every process id of its node',
  from: 'container',
  to: ['neighbours', 'drain'],
  guarantees: ['isolation', 'fair-share'],
  attack: ['T1499.001'],
  matrix: [],
  vector: 'vulnerable-host',
  barriers: ['Q.pid', 'V.node', 'V.sandbox'],
  controls: ['untrusted-pod-without-sandbox'],
  rationale:
    'No field of a pod bounds its processes; only the kubelet does, and on AKS only where `podMaxPids` is set. A fork bomb leaves the node unable to start anything, the kubelet’s own probes among it. What runs in a virtual machine takes the machine’s process ids, and none of the node’s.',
  find: (container, terrain) => {
    const machine = inMachine(container.pod, terrain.platform)
    if (machine === 'yes') return []
    const ways = openByFact('podPidsLimit', terrain, {
      to: sharedResource('process ids', container, terrain),
      how: `The kubelet sets no bound to the processes of container ${container.name}.`,
    })
    return alsoDoubted(ways, machine === 'unknown' ? sandboxDoubt(container.pod) : undefined)
  },
  examples: {
    open: [
      { manifest: '{}', facts: { podPidsLimit: 'unset' } },
      { manifest: ofClass('gvisor'), facts: { podPidsLimit: 'unset' } },
    ],
    barred: [],
    closed: [
      { manifest: '{}', facts: { podPidsLimit: 'set' } },
      { manifest: ofClass('kata-vm-isolation'), facts: { podPidsLimit: 'unset' } },
    ],
    unknown: ['{}', { manifest: ofClass('"{{ .Values.class }}"'), facts: { podPidsLimit: 'unset' } }],
  },
}

function ofClass(name: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec: { runtimeClassName: ${name}, containers: [{ name: server, image: model }] }`
}
