/**
 * How much of a container’s output a node keeps: what AKS does where nobody says it (learn.microsoft.com/azure/aks/custom-node-configuration,
 * 2026-08). More lets one container fill the disk that all share.
 */
export const mostLogs: { readonly megabytes: number; readonly files: number } = { megabytes: 50, files: 5 }
