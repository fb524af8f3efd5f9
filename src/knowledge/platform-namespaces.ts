/**
 * Namespaces of the platform itself: what runs there was chosen by the platform's owner and is no model code. Dated
 * data; `bulkhead.yaml` adds to it (`platform.namespaces`) or takes from it (`untrusted.namespaces`).
 *
 * Sources: AKS documentation (system namespaces, add-ons and extensions) and the default namespaces of each
 * project's own installation guide.
 */
export const platformNamespaces: { readonly date: string; readonly names: ReadonlySet<string> } = {
  date: '2026-11-23',
  names: new Set([
    'kube-system',
    'kube-public',
    'kube-node-lease',
    // AKS add-ons and extensions
    'aks-command',
    'app-routing-system',
    'aks-istio-system',
    'aks-istio-ingress',
    'aks-istio-egress',
    'azure-arc',
    'azure-workload-identity-system',
    'azureml',
    'calico-apiserver',
    'calico-system',
    'dapr-system',
    'flux-system',
    'gatekeeper-system',
    'kaito-workspace',
    'kaito-system',
    'tigera-operator',
    'ratify-service',
    'dataprotection-microsoft',
    // Serving, training and GPU operators
    'kserve',
    'knative-serving',
    'knative-eventing',
    'kuberay-operator',
    'kuberay-system',
    'kubeflow',
    'gpu-operator',
    'nvidia-gpu-operator',
    'nvidia-device-plugin',
    'node-feature-discovery',
    'seldon-system',
    'volcano-system',
    'kueue-system',
    'jobset-system',
    'lws-system',
    'argo',
    'argo-rollouts',
    'agent-sandbox-system',
    // Ingress, certificates, delivery, policy, observability
    'istio-system',
    'istio-ingress',
    'linkerd',
    'linkerd-viz',
    'ingress-nginx',
    'traefik',
    'envoy-gateway-system',
    'cert-manager',
    'external-dns',
    'external-secrets',
    'argocd',
    'kyverno',
    'keda',
    'velero',
    'falco',
    'tetragon',
    'trivy-system',
    'kubescape',
    'monitoring',
    'prometheus',
    'grafana',
    'loki',
    'opentelemetry-operator-system',
    'local-path-storage',
    'metallb-system',
    'rook-ceph',
    'longhorn-system',
    'cilium',
    'cilium-secrets',
  ]),
}

/** Labels by which AKS marks what it deploys and repairs itself; they count only in a platform namespace. */
export const managedLabels: readonly string[] = [
  'kubernetes.azure.com/managedby',
  'addonmanager.kubernetes.io/mode',
]
