/**
 * What lies where on a node, as far as it decides what a mounted path gives away. Dated data (2026-11): nodes of AKS
 * (AgentBaker, Ubuntu and Azure Linux), the File System Hierarchy, systemd, containerd, the kubelet. Paths are
 * normalised: `/var/run` is a link to `/run`.
 */

/** What root on the node runs, loads or believes: who writes there is root there. */
export const trustedFolders: readonly string[] = [
  '/bin',
  '/boot',
  '/etc',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/opt/azure',
  '/opt/bin',
  '/opt/cni',
  '/opt/nvidia',
  '/proc/sys',
  '/run/containerd',
  '/run/systemd',
  '/run/udev',
  '/sbin',
  '/sys/kernel',
  '/usr/bin',
  '/usr/lib',
  '/usr/lib64',
  '/usr/libexec',
  '/usr/local/bin',
  '/usr/local/lib',
  '/usr/local/sbin',
  '/usr/sbin',
  '/var/lib/cloud',
  '/var/lib/cni',
  '/var/lib/containerd',
  '/var/lib/containers',
  '/var/lib/docker',
  '/var/lib/kubelet/bootstrap-kubeconfig',
  '/var/lib/kubelet/checkpoints',
  '/var/lib/kubelet/config.yaml',
  '/var/lib/kubelet/credential-provider',
  '/var/lib/kubelet/device-plugins',
  '/var/lib/kubelet/kubeconfig',
  '/var/lib/kubelet/pki',
  '/var/lib/kubelet/plugins',
  '/var/lib/kubelet/plugins_registry',
  '/var/lib/kubelet/pods',
  '/var/lib/waagent',
  // The runtime, as root, follows the links that it finds there and appends what containers print.
  '/var/log/pods',
  '/var/spool/cron',
]

/** Homes of those who may become root on the node, and what their shells and SSH read in them. */
export const homes: RegExp = /^(?:\/home|(?:\/root|\/home\/[^/]+)(?:\/\.[^/].*)?)$/

/** Files of `/etc` that pods often get, and that nothing runs. */
export const harmlessFiles: ReadonlySet<string> = new Set([
  '/etc/localtime',
  '/etc/machine-id',
  '/etc/os-release',
  '/etc/timezone',
])

/** Top folders that the system knows. Nothing of a node looks into others, such as `/models`. */
export const systemFolders: ReadonlySet<string> = new Set(
  'bin boot dev etc home lib lib32 lib64 libx32 mnt opt proc root run sbin snap sys tmp usr var'.split(' '),
)

/** Below `/mnt` lie the tenants' disks, and on AKS the kubelet's and the runtime's folders where they are temporary. */
export const diskFolder = '/mnt'
export const temporaryDisk = '/mnt/aks'

/** Devices answer to the container's device list, whatever file leads to them (cgroup v2). */
export const deviceFolder = '/dev'

/** File systems of their own: read-only above them does not reach them. */
export const mountPoints: readonly string[] = ['/proc', '/run', '/sys']

/** The kubelet's client certificate with its key, and what it asks for a new one with. */
export const kubeletCredentials: readonly string[] = [
  '/etc/kubernetes/certs',
  '/var/lib/kubelet/bootstrap-kubeconfig',
  '/var/lib/kubelet/kubeconfig',
  '/var/lib/kubelet/pki',
]

export const passwordHashes = '/etc/shadow'

/** Volumes of pods: secrets, tokens and data. */
export const podVolumes = '/var/lib/kubelet/pods'

/** Processes, with the environment and the files of each. */
export const processFolder = '/proc'

export const podLogs = '/var/log/pods'

/** Where the kernel reads which program it starts, as root, when a process crashes. */
export const corePattern = '/proc/sys/kernel/core_pattern'

/** Sockets on which root on the node does what it is told: runtimes, and systemd by itself and by its bus. */
export const commandSockets: readonly string[] = [
  '/run/buildkit/buildkitd.sock',
  '/run/containerd/containerd.sock',
  '/run/cri-dockerd.sock',
  '/run/crio/crio.sock',
  '/run/dbus/system_bus_socket',
  '/run/docker.sock',
  '/run/dockershim.sock',
  '/run/k3s/containerd/containerd.sock',
  '/run/podman/podman.sock',
  '/run/systemd/private',
]
