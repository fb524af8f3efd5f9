/**
 * Images whose own user is not root, by their names without tag and digest, and tags that say so. Dated data.
 *
 * Sources: the Dockerfiles of Distroless, NGINX unprivileged, Bitnami, Jupyter's docker-stacks, Ray, Grafana, Prometheus
 * and Jenkins; documentation of Chainguard, of .NET's chiseled images (`USER $APP_UID`), Azure Linux and Red Hat's S2I.
 */
export const nonRootImages: {
  readonly date: string
  readonly names: readonly RegExp[]
  readonly tags: RegExp
} = {
  date: '2026-11-30',
  names: [
    /^cgr\.dev\/chainguard(?:-private)?\//,
    /^(?:docker\.io\/|ghcr\.io\/)?nginx(?:inc)?\/nginx-unprivileged$/,
    /^(?:docker\.io\/)?bitnami(?:legacy)?\/(?:clickhouse|etcd|kafka|mariadb|mongodb|mysql|nginx|postgresql|rabbitmq|redis)$/,
    /^(?:docker\.io\/|quay\.io\/)?jupyter\/[a-z]+-notebook$/,
    /^(?:docker\.io\/)?rayproject\/ray(?:-ml|-llm)?$/,
    /^(?:docker\.io\/)?grafana\/(?:grafana|loki)$/,
    /^(?:docker\.io\/|quay\.io\/)?(?:prom|prometheus)\/(?:prometheus|alertmanager|node-exporter)$/,
    /^(?:docker\.io\/)?jenkins\/jenkins$/,
    /^registry\.(?:access\.)?redhat\.(?:com|io)\/ubi\d+\/(?:python|nodejs|go-toolset|ruby|php|perl)-\d+$/,
  ],
  tags: /[:-]nonroot(?:[@-]|$)|:[^@:]*-chiseled(?:-|@|$)/,
}

/** Whether an image, as a Dockerfile names it, brings a user of its own that is not root. */
export function bringsOwnUser(image: string): boolean {
  const name = (image.split('@', 1)[0] ?? '').replace(/:[^/:]*$/, '')
  return nonRootImages.tags.test(image) || nonRootImages.names.some((pattern) => pattern.test(name))
}
