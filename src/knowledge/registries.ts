/**
 * Registries in which an organisation keeps its own images, by the end of their names. Dated data.
 *
 * Sources: documentation of Azure Container Registry, Amazon ECR, Google Container and Artifact Registry (endpoints).
 */
export const cloudRegistries: { readonly date: string; readonly names: readonly RegExp[] } = {
  date: '2026-11-23',
  names: [
    /(^|\.)azurecr\.(io|cn|us)$/,
    /\.dkr\.ecr(-fips)?\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|on\.aws)$/,
    /^([a-z]+\.)?gcr\.io$/,
    /^[a-z0-9-]+-docker\.pkg\.dev$/,
  ],
}

/** Registries that were shut down or are no longer fed, with what took their place. */
export const retiredRegistries: Readonly<Record<string, string>> = {
  'k8s.gcr.io': 'registry.k8s.io',
  'gcr.io/google_containers': 'registry.k8s.io',
  'gcr.io/google-containers': 'registry.k8s.io',
  'gcr.io/kubernetes-helm': 'a current release of Helm',
  'docker.pkg.github.com': 'ghcr.io',
  'quay.io/coreos': 'the project’s own registry',
}

/** Projects that still push to a registry that others have left. */
export const stillFed: ReadonlySet<string> = new Set(['quay.io/coreos/etcd'])

/** Registries where anybody pulls what publishers put there. */
export const publicRegistries: ReadonlySet<string> = new Set([
  'docker.io',
  'ghcr.io',
  'quay.io',
  'nvcr.io',
  'gcr.io',
  'registry.k8s.io',
  'mcr.microsoft.com',
  'public.ecr.aws',
])
