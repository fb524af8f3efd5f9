/**
 * Domains below which anybody registers a name of his own within minutes: a pattern that allows all of them lets data
 * out to everybody (ATT&CK T1567.002). Dated data (2026-11); sources: the public suffix list's private section and the
 * providers' documentation of default names.
 */
const openHosting: readonly string[] = [
  'amazonaws.com',
  'azure-api.net',
  'azurecr.io',
  'azureedge.net',
  'azurefd.net',
  'azurestaticapps.net',
  'azurewebsites.net',
  'blob.core.windows.net',
  'cloudapp.azure.com',
  'cloudfront.net',
  'core.windows.net',
  'dfs.core.windows.net',
  'file.core.windows.net',
  'github.io',
  'githubusercontent.com',
  'gitlab.io',
  'googleapis.com',
  'herokuapp.com',
  'hf.space',
  'huggingface.co',
  'netlify.app',
  'ngrok.io',
  'pages.dev',
  'queue.core.windows.net',
  'r2.dev',
  'servicebus.windows.net',
  'table.core.windows.net',
  'vercel.app',
  'web.app',
  'windows.net',
  'workers.dev',
]

/** A pattern that holds names which anybody registers for himself: a wildcard over an open host's, or a whole top level. */
export function isOpenToAnybody(pattern: string): boolean {
  const rest = afterStar(pattern)?.replace(/^\./, '')
  if (rest === undefined) return false
  return !rest.includes('.') || openHosting.some((domain) => rest === domain || rest.endsWith(`.${domain}`))
}

/**
 * The same where a star stands for dots, too, and for a part of a label (Azure Firewall, “How wildcards work in target FQDNs”):
 * `*.azure.com` holds all below `cloudapp.azure.com`, and `*example.com` holds `another-example.com`.
 */
export function isOpenWithDots(pattern: string): boolean {
  const rest = afterStar(pattern)
  if (rest === undefined) return false
  const parent = rest.slice(rest.indexOf('.') + 1)
  return (
    isOpenToAnybody(pattern) ||
    !parent.includes('.') ||
    openHosting.some((domain) => `.${domain}`.endsWith(rest))
  )
}

/** What follows the last star of a host, in small letters. */
function afterStar(pattern: string): string | undefined {
  // A rule may name a URL: what comes after the host narrows it.
  const [host = ''] = pattern.replace(/^https?:\/\//i, '').split('/', 1)
  const star = host.lastIndexOf('*')
  return star === -1 ? undefined : host.slice(star + 1).toLowerCase()
}
