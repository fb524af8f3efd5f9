/**
 * Which runtime classes put a pod behind a kernel of its own. Dated data (2026-11). Sources: AKS Pod Sandboxing and
 * Confidential Containers (`kata-vm-isolation`, formerly `kata-mshv-vm-isolation`; `kata-cc-isolation`), Kata Containers
 * (`kata-*` handlers), gVisor (`runsc`), GKE (`gvisor`).
 */
const sandbox = /^(?:kata(?:-.+)?|runsc(?:-.+)?|gvisor|firecracker|cloud-hypervisor)$/

/** Handlers and classes of plain containers: the node's own kernel. `untrusted` is runc on AKS nodes (AgentBaker). */
const plain =
  /^(?:runc|crun|youki|untrusted|nvidia(?:-.+)?|amd|habana|neuron|spin.*|wasm.*|slight.*|lunatic.*)$/

/** What a name of a handler or class says of the pod's kernel; nothing where the name is not known. */
export function kernelOf(name: string): 'own' | 'shared' | undefined {
  if (sandbox.test(name)) return 'own'
  return plain.test(name) ? 'shared' : undefined
}

/** Sandboxes that are virtual machines; what gVisor runs are processes of the node. */
export function isMachine(name: string): boolean {
  return kernelOf(name) === 'own' && !/^(?:runsc|gvisor)/.test(name)
}
