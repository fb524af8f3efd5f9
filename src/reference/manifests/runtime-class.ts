export const runtimeClassFile: string = `# As AKS creates it on pools with \`workloadRuntime: KataVmIsolation\`: each pod gets a virtual machine and a kernel of its own. There is
# no GPU path into it, so models with a GPU get nodes of their own instead (see admission.yaml).
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata:
  name: kata-vm-isolation
handler: kata
overhead:
  podFixed: { memory: 600Mi }
scheduling:
  nodeSelector: { kubernetes.azure.com/kata-vm-isolation: "true" }
`
